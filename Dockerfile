# The bot as a container. It runs as a user of its own and writes to /app/var alone
# (and to /app/data, where stewards may edit terms from Slack and it is mounted writable).
FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE THIRD_PARTY_LICENSES ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY bot ./bot
COPY handlers ./handlers
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && /venv/bin/python -m compileall -q bot handlers

FROM python:3.13-slim
# git is for PARLANCE_CHANGES=git and github.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git openssh-client \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --uid 10001 parlance \
    && mkdir -p /app/var && chown parlance /app/var
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
COPY manifest.yml ./
COPY --chown=parlance data ./data
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PARLANCE_HOST=0.0.0.0 \
    PARLANCE_PORT=3000
USER parlance
VOLUME /app/var
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s CMD ["python", "-c", \
    "from urllib.request import urlopen; urlopen('http://127.0.0.1:3000/readyz', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["parlance", "run"]
