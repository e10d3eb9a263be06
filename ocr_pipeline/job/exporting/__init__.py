"""Export: the files of finished documents in further formats, made from their records; nothing is read again."""
