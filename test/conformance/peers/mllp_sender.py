"""Sends HL7 messages by python-hl7's MLLPClient and prints what its parser reads of each acknowledgement, a line each.

Usage: mllp_sender.py PORT [KEY_FILE CERT_FILE CA_FILE]; messages on standard input, one a line, segments parted by tabs.
"""

import json
import socket
import ssl
import sys

import hl7
from hl7.client import MLLPClient


class TlsClient(MLLPClient):
    """MLLPClient over TLS, which the library itself does not speak."""

    def __init__(self, port, key, cert, authority):
        context = ssl.create_default_context(cafile=authority)
        if key:
            context.load_cert_chain(cert, key)
        plain = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.encoding = "utf-8"
        self.socket = context.wrap_socket(plain, server_hostname="localhost")


def told(answer):
    message = hl7.parse(answer, encoding="utf-8")
    msa = message.segment("MSA")
    # On a message without the segment the library raises instead of answering with nothing.
    errors = message.segments("ERR") if "\rERR|" in str(message) else []
    return {
        "code": str(msa[1]),
        "controlId": str(msa[2]),
        "errors": [[str(error(3)[0][0]), str(error(2))] for error in errors],
        "receiver": str(message.segment("MSH")[5]),
    }


def main():
    port, *tls = sys.argv[1:]
    client = TlsClient(int(port), *tls) if tls else MLLPClient("127.0.0.1", int(port), encoding="utf-8")
    with client:
        for line in sys.stdin:
            message = hl7.parse(line.rstrip("\n").replace("\t", "\r"))
            print(json.dumps(told(client.send_message(message))), flush=True)


main()
