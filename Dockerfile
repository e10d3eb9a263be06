FROM debian:bookworm-slim AS build
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv ca-certificates \
 && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv /opt/ocr-pipeline
WORKDIR /src
COPY requirements.lock ./
RUN /opt/ocr-pipeline/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY ocr_pipeline ocr_pipeline
RUN /opt/ocr-pipeline/bin/pip install --no-cache-dir --no-deps .

FROM debian:bookworm-slim
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    python3 tesseract-ocr tesseract-ocr-rus tesseract-ocr-ukr tesseract-ocr-eng poppler-utils \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home ocr \
 && install -d -o ocr -g ocr /output \
 && install -d /scans
COPY --from=build /opt/ocr-pipeline /opt/ocr-pipeline
COPY deploy/entrypoint.sh /usr/local/bin/ocr-pipeline-entrypoint
ENV PATH=/opt/ocr-pipeline/bin:$PATH \
    LANG=C.UTF-8 \
    HOME=/tmp \
    OMP_THREAD_LIMIT=1 \
    PYTHONUNBUFFERED=1
# Started as root only to become the owner of the mounted output folder before anything is read: see the script.
ENTRYPOINT ["/usr/local/bin/ocr-pipeline-entrypoint"]
CMD ["run", "/scans", "/output"]
