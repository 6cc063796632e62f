"""Reads a TID 1500 report with highdicom, which knows the template and not our writer; prints what it found as JSON.

Usage: read_measurement_report.py FILE
"""

import json
import sys

import highdicom
import pydicom

report = highdicom.sr.ComprehensiveSR.from_dataset(pydicom.dcmread(sys.argv[1])).content
json.dump(
    {
        "observers": [str(one[0].value.meaning) for one in report.get_observer_contexts()],
        "groups": [
            {
                "tracking": group.tracking_identifier,
                "trackingUid": group.tracking_uid,
                "finding": group.finding_type.value,
                "sites": [site.value.meaning for site in group.finding_sites],
                "measurements": [
                    [one.name.meaning, one.value, one.unit.value] for one in group.get_measurements()
                ],
                "evaluations": [
                    [one.name.meaning, one.value.meaning] for one in group.get_qualitative_evaluations()
                ],
                "outline": [group.roi.graphic_type.value, len(group.roi.value)],
            }
            for group in report.get_planar_roi_measurement_groups()
        ],
    },
    sys.stdout,
)
