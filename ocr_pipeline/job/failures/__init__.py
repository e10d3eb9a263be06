"""What a job does about pages that fail: another attempt (`safer`), an early end (`watch`), reading again (`redo`)."""
