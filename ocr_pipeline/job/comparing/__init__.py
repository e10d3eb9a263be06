"""Results beside transcriptions: one (`result`), those of a job (`documents`), and where it is written (`outputs`)."""
