"""A DICOMweb client made of PyPI's dicomweb-client. Speaks to one server and prints what it got as one line of JSON.

usage: dicomweb_peer.py VERB URL [ARGUMENT...]
"""

import base64
import hashlib
import json
import sys

from dicomweb_client.api import DICOMwebClient
from pydicom import dcmread

AS_STORED = (("application/dicom", "*"),)


def uids(datasets):
    return sorted(str(dataset.SOPInstanceUID) for dataset in datasets)


def read(client, study, series, instance):
    found = client.search_for_studies(search_filters={"StudyInstanceUID": study}, fields=["StudyDescription"])
    all_series = client.search_for_series(study)
    instances = client.search_for_instances(study, series, limit=5)
    metadata = client.retrieve_instance_metadata(study, series, instance)
    dataset = client.retrieve_instance(study, series, instance, media_types=AS_STORED)
    frames = client.retrieve_instance_frames(study, series, instance, [1])
    picture = client.retrieve_instance_rendered(study, series, instance, media_types=("image/png",))
    nobody = client.search_for_studies(search_filters={"PatientID": "nobody at all"})
    return {
        "studies": len(found),
        "series": len(all_series),
        "instances": len(instances),
        "sop": metadata["00080018"]["Value"][0],
        "rows": int(dataset.Rows),
        "frame": len(frames[0]),
        "png": picture[:4].hex(),
        "nobody": len(nobody),
    }


def store(client, *files):
    answer = client.store_instances([dcmread(file) for file in files])
    return {
        "stored": sorted(str(one.ReferencedSOPInstanceUID) for one in answer.get("ReferencedSOPSequence", [])),
        "failed": len(answer.get("FailedSOPSequence", [])),
    }


def retrieve(client, study, series):
    """Whole study and series, and the pixels of each instance by the URL that its metadata give."""
    pixels = {}
    for metadata in client.retrieve_series_metadata(study, series):
        [bulk] = client.retrieve_bulkdata(metadata["7FE00010"]["BulkDataURI"])
        pixels[metadata["00080018"]["Value"][0]] = hashlib.sha256(bulk).hexdigest()
    return {
        "study": uids(client.retrieve_study(study, media_types=AS_STORED)),
        "series": uids(client.retrieve_series(study, series)),
        "metadata": len(client.retrieve_study_metadata(study)),
        "pixels": pixels,
    }


def render(client, study, series, instance, media_type, parameters):
    """The instance, its first frame and its series, rendered alike."""
    options = {"media_types": (media_type,), "params": json.loads(parameters)}
    pictures = [
        client.retrieve_instance_rendered(study, series, instance, **options),
        client.retrieve_instance_frames_rendered(study, series, instance, [1], **options),
        client.retrieve_series_rendered(study, series, **options),
    ]
    return {"pictures": [base64.b64encode(picture).decode() for picture in pictures]}


VERBS = {"read": read, "store": store, "retrieve": retrieve, "render": render}
verb, url, *arguments = sys.argv[1:]
print(json.dumps(VERBS[verb](DICOMwebClient(url), *arguments)))
