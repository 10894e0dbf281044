# The product for a real deployment; docker-compose.yml starts it as web, worker and beat.

FROM python:3.11-slim-bookworm AS requirements
WORKDIR /app
COPY requirements/ requirements/
COPY tools/ tools/
RUN python -c "from tools import environment; environment.ensure('base')" \
 && .venv/bin/python -m pip uninstall --quiet --yes uv

FROM python:3.11-slim-bookworm AS assets
WORKDIR /app
COPY requirements/ requirements/
COPY tools/ tools/
COPY package.json package-lock.json .npmrc ./
RUN python -c "from tools import assets; assets.ensure()"

FROM python:3.11-slim-bookworm
RUN apt-get update -qq \
 && apt-get install -qq -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
      fonts-hanazono \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin certify
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 MEDIA_ROOT=/data/files
COPY --from=requirements /app/.venv/ .venv/
COPY --from=assets /app/var/ var/
COPY . .
# Static files are laid into the image; only what people hand in lives in the volume.
RUN python -m tools.catalogues compile \
 && python manage.py collectstatic --noinput --verbosity 0 \
 && mkdir -p /data/files \
 && chown -R certify /app/var /data
USER certify
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "tools.health"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "8", "--no-ws", "--log-level", "info", "certify.wsgi:application"]
