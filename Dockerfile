FROM debian:bookworm-slim AS build
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv ca-certificates \
 && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv /opt/ocr-pipeline && python3 -m venv /opt/build
WORKDIR /src
# requirements-cluster.lock has what `run --scheduler` needs as well, requirements-s3.lock what s3:// needs.
ARG LOCK=requirements.lock
COPY requirements.lock requirements-cluster.lock requirements-s3.lock requirements-build.lock ./
RUN /opt/ocr-pipeline/bin/pip install --no-cache-dir --require-hashes -r "$LOCK" \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md LICENSE ./
COPY ocr_pipeline ocr_pipeline
# What builds the package comes from its lock and stays here; what is installed is built without looking anywhere else.
RUN /opt/build/bin/pip wheel --no-cache-dir --no-index --no-build-isolation --no-deps --wheel-dir /wheels . \
 && /opt/ocr-pipeline/bin/pip install --no-cache-dir --no-index --no-deps /wheels/*.whl

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
