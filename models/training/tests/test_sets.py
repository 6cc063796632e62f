"""The data folders' tables, the tasks that they tell of, and packs."""

import json
from pathlib import Path

import numpy as np
import pytest
from drawn_data import write_data, write_phantoms

from wetread_training.datasets import Film, PreparedSet, prepare, read_nih, thin
from wetread_training.findings import INDEX
from wetread_training.packs import read_pack, write_pack
from wetread_training.phantoms import read_phantoms
from wetread_training.tasks import TASKS, class_of, read_elsewhere, read_others, thin_by_hash


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("sets") / "data")


def test_nih_films_come_with_labels_and_boxes_in_the_square(data: Path) -> None:
    films = read_nih(data)
    assert [sum(film.split == split for film in films) for split in ("train", "val", "test")] == [32, 12, 16]
    assert films[3].labels[INDEX["Cardiomegaly"]] == 1 and films[2].boxes == []
    # The film is 100 x 80: its box moves down by the band above the picture, and becomes flatter.
    assert films[3].boxes == [(1, pytest.approx((0.4, 0.1 + 0.45 * 0.8, 0.3, 0.24), abs=1e-3))]


def test_other_chests_tell_their_own_tasks_and_no_finding(data: Path) -> None:
    films = read_elsewhere(data)
    assert {film.tag for film in films} == {"tb", "hannover"} and len(films) == 24
    assert all(set(film.labels) == {-1} for film in films)
    by_tag = {film.tag: film.tasks for film in films}
    assert list(by_tag["tb"]) == ["tuberculosis"] and list(by_tag["hannover"]) == ["projection"]


def test_children_and_other_modalities_tell_theirs(data: Path) -> None:
    films = read_others(data, 0, 0)
    med = [film for film in films if film.tag == "vqa-med"]
    assert sum(film.tag == "kermany" for film in films) == 12
    assert med and all(film.split == "train" for film in med)
    assert {film.tasks["organ"] for film in med} == {class_of("organ", "limb")}
    told = {Path(film.path).name: film.tasks["modality"] for film in med}
    assert all(
        kind == class_of("modality", ("xr", "mr", "us", "ct")[int(name[1:-4]) % 4])
        for name, kind in told.items()
    )
    assert all(0 <= value < len(TASKS[task]) for film in films for task, value in film.tasks.items())


def test_the_published_validation_part_of_vqa_med_is_never_trained_on(data: Path) -> None:
    names = {Path(film.path).name for film in read_others(data, 0, 0)}
    assert not names & {f"m{i}.jpg" for i in range(20, 24)}


def test_thinning_keeps_the_ends_or_an_order_without_meaning() -> None:
    assert thin(list(range(10)), 3) == [0, 4, 9] and thin([1, 2], 0) == [1, 2]
    films = [Film(f"{i}.png", f"p{i}", "train") for i in range(50)]
    few = thin_by_hash(films, 10)
    assert few == thin_by_hash(films[::-1], 10) and few != films[:10]


def test_prepared_squares_are_read_again_until_a_film_changes(data: Path, tmp_path: Path) -> None:
    films = read_nih(data)[:4]
    first = prepare("nih", films, 48, tmp_path)
    assert first.images.shape == (4, 48, 48)
    stamp = (tmp_path / "nih-48.npy").stat().st_mtime_ns
    assert np.array_equal(prepare("nih", films, 48, tmp_path).images, first.images)
    assert (tmp_path / "nih-48.npy").stat().st_mtime_ns == stamp
    films[0].labels[0] ^= 1
    prepare("nih", films, 48, tmp_path)
    assert (tmp_path / "nih-48.npy").stat().st_mtime_ns != stamp


def test_every_fifth_phantom_is_kept_out_and_look_alikes_are_unknown(tmp_path: Path) -> None:
    films = read_phantoms(write_phantoms(tmp_path / "phantoms"))
    assert [i for i, film in enumerate(films) if film.split == "val"] == [0, 5, 10]
    folder = tmp_path / "phantoms"
    line = {"image": "ph0.png", "findings": [{"code": "Mass", "box": [0.1, 0.1, 0.2, 0.2]}]}
    (folder / "phantoms.jsonl").write_text(json.dumps(line), encoding="utf-8")
    labels = read_phantoms(folder)[0].labels
    assert (labels[INDEX["Mass"]], labels[INDEX["Nodule"]], labels[INDEX["Hernia"]]) == (1, -1, 0)


def test_a_pack_gives_back_films_and_nearly_the_pictures(data: Path, tmp_path: Path) -> None:
    prepared = prepare("nih", read_nih(data), 64, tmp_path)
    rows = np.concatenate([prepared.where("train"), prepared.where("val")])
    path = tmp_path / "packs" / "nih.npz"
    size = write_pack(prepared, rows, 64, path)
    assert size == path.stat().st_size < prepared.images[rows].nbytes
    packed = read_pack(path, 64)
    assert len(packed.films) == 44 and not any(film.split == "test" for film in packed.films)
    for film, row in zip(packed.films, rows, strict=True):
        original = prepared.films[row]
        # Names without folders: a pack tells nothing of the machine that made it.
        assert film.path == Path(original.path).name
        assert (film.group, film.labels, film.boxes) == (original.group, original.labels, original.boxes)
    gap = np.abs(packed.images.astype(int) - prepared.images[rows].astype(int))
    assert gap.mean() < 8
    assert np.array_equal(read_pack(path, 64).images, packed.images)  # from the cache beside it


def test_a_pack_may_be_smaller_than_the_pictures_it_gives(data: Path, tmp_path: Path) -> None:
    prepared: PreparedSet = prepare("nih", read_nih(data)[:3], 64, tmp_path)
    write_pack(prepared, np.arange(3), 32, tmp_path / "small.npz")
    assert read_pack(tmp_path / "small.npz", 64).images.shape == (3, 64, 64)
