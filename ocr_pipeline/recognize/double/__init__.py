"""Double keying: a page read by two readers (`engine`), lines paired (`pairing`), made one reading (`collating`)."""
