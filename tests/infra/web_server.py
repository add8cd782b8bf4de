"""nginx with the site of the guide, on loopback and with a certificate of one's own."""

import re
import shutil
import socket
import ssl
import subprocess
import time
from datetime import UTC, datetime, timedelta
from getpass import getuser
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from skill.deploy import INFRA

HOST = "back.example.com"
AROUND = """
user {user};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


class Nginx:
    """A web server in front of a port of this machine."""

    def __init__(self, folder, ports, upstream, *more):
        self._http_port, self._https_port = ports
        self._folder = folder
        self.upstream = upstream
        certificate, key = _certificate(folder)
        site = (INFRA / "nginx/back-routine.conf").read_text()
        site = re.sub(r"\n *listen \[::\].*", "", site)
        site = site.replace("listen 443 ", f"listen 127.0.0.1:{self._https_port} ")
        site = site.replace("listen 80;", f"listen 127.0.0.1:{self._http_port};")
        site = site.replace("127.0.0.1:5000", f"127.0.0.1:{upstream}")
        others = "".join(f"server 127.0.0.1:{port};" for port in more)
        site = site.replace("# server 127.0.0.1:5001;", others)
        site = re.sub(r"ssl_certificate .*;", f"ssl_certificate {certificate};", site)
        site = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {key};", site)
        (folder / "site.conf").write_text(site)
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=getuser()))
        self._trust = ssl.create_default_context(cafile=certificate)
        self._process = None

    def __enter__(self):
        nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
        words = [nginx, "-p", self._folder, "-c", self._folder / "nginx.conf"]
        subprocess.run([*words, "-t"], check=True, capture_output=True)
        self._process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                self.plain("GET", "/")
            except ConnectionRefusedError:
                time.sleep(0.05)
            else:
                return self
        raise TimeoutError((self._folder / "error.log").read_text())

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(10)

    def plain(self, method, path):
        """Ask without TLS."""
        return _asked(HTTPConnection("127.0.0.1", self._http_port, timeout=10), method, path)

    def ask(self, method, path, body=None, headers=None):
        """Ask as the world does: by name, over TLS, with the certificate looked at."""
        connection = _ByName(HOST, self._https_port, context=self._trust, timeout=30)
        return _asked(connection, method, path, body, headers)


class _ByName(HTTPSConnection):
    """Connects to this machine, whatever the name says."""

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


def _asked(connection, method, path, body=None, headers=None):
    try:
        connection.request(method, path, body, {"Host": HOST, **(headers or {})})
        response = connection.getresponse()
        response.body = response.read()
    finally:
        connection.close()
    return response


def _certificate(folder: Path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files
