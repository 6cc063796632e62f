"""A DICOM peer made of pynetdicom. Speaks to one SCP and prints what it got as one line of JSON.

usage: pynetdicom_peer.py VERB PORT [ARGUMENT...]
"""

import json
import sys
import threading

from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import UID, ImplicitVRLittleEndian, generate_uid
from pynetdicom import AE, build_role, evt
from pynetdicom.pdu_primitives import SOPClassExtendedNegotiation
from pynetdicom.presentation import build_context

CT = "1.2.840.10008.5.1.4.1.1.2"
SC = "1.2.840.10008.5.1.4.1.1.7"
VERIFICATION = "1.2.840.10008.1.1"
FIND = {"P": "1.2.840.10008.5.1.4.1.2.1.1", "S": "1.2.840.10008.5.1.4.1.2.2.1"}
MOVE = "1.2.840.10008.5.1.4.1.2.2.2"
GET = "1.2.840.10008.5.1.4.1.2.2.3"
COMMITMENT = "1.2.840.10008.1.20.1"
COMMITMENT_INSTANCE = "1.2.840.10008.1.20.1.1"


def associate(port, contexts, **options):
    ae = AE(ae_title="PYNETDICOM")
    ae.requested_contexts = contexts
    association = ae.associate("127.0.0.1", port, ae_title="WETREAD", **options)
    if not association.is_established:
        print(json.dumps({"established": False, "rejected": association.is_rejected}))
        sys.exit(0)
    return association


def identifier(pairs):
    dataset = Dataset()
    for pair in pairs:
        keyword, _, value = pair.partition("=")
        setattr(dataset, keyword, value)
    return dataset


def echo(port):
    association = associate(port, [build_context(VERIFICATION)])
    status = association.send_c_echo()
    association.release()
    return {"status": status.Status}


def store(port, *files):
    instances = [dcmread(file) for file in files]
    association = associate(
        port, [build_context(one.SOPClassUID, one.file_meta.TransferSyntaxUID) for one in instances]
    )
    statuses = [association.send_c_store(one).Status for one in instances]
    association.release()
    return {"statuses": statuses}


def find(port, root, *pairs):
    # Implicit VR alone, the default that every peer must take.
    association = associate(port, [build_context(FIND[root], ImplicitVRLittleEndian)])
    found, status = [], None
    for status, match in association.send_c_find(identifier(pairs), FIND[root]):
        if match is not None:
            found.append({element.keyword: str(element.value) for element in match})
    association.release()
    return {"found": found, "status": status.Status}


def find_extended(port, asked, *pairs):
    # PS3.4 table C.5-1: a byte for each kind of matching that is asked for.
    wish = SOPClassExtendedNegotiation()
    wish.sop_class_uid = FIND["S"]
    wish.service_class_application_information = bytes.fromhex(asked)
    association = associate(port, [build_context(FIND["S"])], ext_neg=[wish])
    granted = association.acceptor.sop_class_extended.get(UID(FIND["S"]), b"")
    found, status = [], None
    for status, match in association.send_c_find(identifier(pairs), FIND["S"]):
        if match is not None:
            found.append({element.keyword: str(element.value) for element in match})
    association.release()
    return {"found": found, "status": status.Status, "granted": granted.hex()}


def find_and_cancel(port):
    association = associate(port, [build_context(FIND["S"])])
    keys = identifier(["QueryRetrieveLevel=IMAGE", "SOPInstanceUID="])
    statuses = []
    for status, _ in association.send_c_find(keys, FIND["S"], msg_id=7):
        if not statuses:
            association.send_c_cancel(7, query_model=FIND["S"])
        statuses.append(status.Status)
    echoes = association.is_established
    association.release()
    return {"last": statuses[-1], "established": echoes}


def get(port, *pairs):
    received = []

    def on_store(event):
        received.append(str(event.request.AffectedSOPInstanceUID))
        # The second one is refused, to see it counted.
        return 0xA700 if len(received) == 2 else 0x0000

    association = associate(
        port,
        [build_context(GET), build_context(CT), build_context(SC)],
        ext_neg=[build_role(CT, scp_role=True), build_role(SC, scp_role=True)],
        evt_handlers=[(evt.EVT_C_STORE, on_store)],
    )
    responses = []
    for status, failed in association.send_c_get(identifier(pairs), GET):
        final = {
            "status": status.Status,
            "completed": status.get("NumberOfCompletedSuboperations"),
            "failed": status.get("NumberOfFailedSuboperations"),
            "list": str(failed.FailedSOPInstanceUIDList) if failed and "FailedSOPInstanceUIDList" in failed else None,
        }
        responses.append(final)
    association.release()
    return {"received": received, "pending": len(responses) - 1, "final": responses[-1]}


def get_implicit(port, *pairs):
    """Receives in Implicit VR Little Endian alone and tells the pixels of each instance by their sum."""
    sums = {}

    def on_store(event):
        dataset = event.dataset
        dataset.file_meta = event.file_meta
        pixels = memoryview(dataset.PixelData).cast("H")
        sums[str(dataset.SOPInstanceUID)] = sum(pixels)
        return 0x0000

    association = associate(
        port,
        [build_context(GET), build_context(CT, ImplicitVRLittleEndian)],
        ext_neg=[build_role(CT, scp_role=True)],
        evt_handlers=[(evt.EVT_C_STORE, on_store)],
    )
    statuses = [status.Status for status, _ in association.send_c_get(identifier(pairs), GET)]
    association.release()
    return {"sums": sums, "last": statuses[-1]}


def commit(port, listen, *references):
    """Asks for storage commitment. LISTEN is the port for the answer; with 0 it must come over the same association."""
    reports, arrived = [], threading.Event()

    def on_report(event):
        information = event.event_information
        reports.append(
            {
                "type": event.request.EventTypeID,
                "transaction": str(information.TransactionUID),
                "committed": [str(one.ReferencedSOPInstanceUID) for one in information.get("ReferencedSOPSequence", [])],
                "failed": {
                    str(one.ReferencedSOPInstanceUID): one.FailureReason
                    for one in information.get("FailedSOPSequence", [])
                },
            }
        )
        arrived.set()
        return 0x0000, None

    handlers = [(evt.EVT_N_EVENT_REPORT, on_report)]
    server = None
    if int(listen):
        ae = AE(ae_title="PYNETDICOM")
        ae.add_supported_context(COMMITMENT, scu_role=False, scp_role=True)
        server = ae.start_server(("127.0.0.1", int(listen)), block=False, evt_handlers=handlers)
    request = Dataset()
    request.TransactionUID = generate_uid()
    request.ReferencedSOPSequence = []
    for reference in references:
        item = Dataset()
        item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = map(UID, reference.split("="))
        request.ReferencedSOPSequence.append(item)
    association = associate(port, [build_context(COMMITMENT)], evt_handlers=handlers)
    status, _ = association.send_n_action(request, 1, COMMITMENT, COMMITMENT_INSTANCE)
    if server:
        association.release()
    arrived.wait(30)
    if not server:
        association.release()
    else:
        server.shutdown()
    return {"status": status.Status, "reports": reports, "transaction": str(request.TransactionUID)}


VERBS = {
    "echo": echo,
    "store": store,
    "find": find,
    "find-extended": find_extended,
    "find-and-cancel": find_and_cancel,
    "get": get,
    "get-implicit": get_implicit,
    "commit": commit,
}
verb, port, *arguments = sys.argv[1:]
print(json.dumps(VERBS[verb](int(port), *arguments)))
