"""An HL7 receiver by python-hl7: answers the n-th message that it keeps as its n-th answer says, then as the last one.

Answers: AA, AE, AR; `lost` keeps the message and closes the connection without acknowledging it. What was kept before
is known by its control id and acknowledged with AA. Prints the port, then a JSON line for each message.
"""

import asyncio
import json
import sys

import hl7
from hl7.mllp import start_hl7_server

port = int(sys.argv[1])  # 0 for any
answers = sys.argv[2:]
known = set()


def told(message):
    return {
        "controlId": str(message["MSH.F10"]),
        "patientId": str(message["PID.F3.R1.C1"]),
        "family": str(message["PID.F5.R1.C1"]),
        "resultStatus": str(message["OBR.F25"]),
        "observations": [
            {"code": str(obx(3)(0)(0)), "status": str(obx(11)), "value": message.unescape(str(obx(5)))}
            for obx in message.segments("OBX")
        ],
    }


async def receive(reader, writer):
    try:
        message = await reader.readmessage()
    except asyncio.IncompleteReadError:
        return  # somebody only looked whether we are there
    control_id = str(message["MSH.F10"])
    duplicate = control_id in known
    answer = "AA" if duplicate else answers[min(len(known), len(answers) - 1)]
    if answer in ("AA", "lost"):
        known.add(control_id)
    print(json.dumps({**told(message), "duplicate": duplicate, "answer": answer}), flush=True)
    if answer != "lost":
        writer.writemessage(message.create_ack(answer))
        await writer.drain()
    writer.close()


async def main():
    server = await start_hl7_server(receive, host="127.0.0.1", port=port, encoding="utf-8")
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
