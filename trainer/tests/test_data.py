"""What is drawn, and what a draw becomes."""

import random
from collections import Counter

import numpy as np
import pytest
from conftest import SIDE, image_file, tokenizer_of, write_dataset
from plumbline_packs.radgrounder.tokenizer import EOS, PAD
from plumbline_trainer.config import Mixture
from plumbline_trainer.data.mixture import Concatenated, Dynamic, validation_picks
from plumbline_trainer.data.pictures import Picture, augmented, read_samples
from plumbline_trainer.data.refrad2d import Keyword, read_dataset
from plumbline_trainer.data.samples import IGNORED, Reading, Samples, collate
from plumbline_trainer.data.targets import box_bins, tag_caption
from plumbline_trainer.failure import Failure


def reading(**change):
    tokenizer = tokenizer_of()
    return Reading(tokenizer, 112, 64, tokenizer.token_to_id("<image>"), 512, 1, **change)


def test_boxes_become_bins_as_in_the_released_code():
    assert box_bins((0, 0, 64, 64), 64, 64) == (0, 0, 512, 512)
    # 83 of 83 pixels is 223 in single precision, and 224 in exact arithmetic.
    assert box_bins((0, 0, 83, 83), 83, 83) == (0, 0, int(223 / 224 * 512), int(223 / 224 * 512))
    assert box_bins((16, 8, 48, 32), 64, 32) == (128, 128, 384, 512)


def test_tags_stand_at_whole_words_at_stems_where_there_are_none_and_never_nest():
    bins = {5: (1, 2, 3, 4), 1: (5, 6, 7, 8)}
    tag = "<p bbox=<loc0001><loc0002><loc0003><loc0004> id=<seg005>>"
    assert tag_caption("Leber, Leberzyste.", (Keyword("Leber", 5),), bins) == f"{tag}Leber</p>, Leberzyste."
    assert tag_caption("Leberzyste.", (Keyword("Leber", 5),), bins) == f"{tag}Leber</p>zyste."
    nested = tag_caption("liver segment IV.", (Keyword("liver", 1), Keyword("liver segment IV", 5)), bins)
    assert nested == f"{tag}liver segment IV</p>."


def test_pixels_are_hounsfield_units(data):
    samples = read_samples(image_file(data, "im000"))
    assert samples.shape == (SIDE, SIDE)
    assert set(np.unique(samples)) == {-100.0, 100.0}


def test_a_crop_takes_its_boxes_along():
    samples = np.zeros((50, 60), np.float32)
    samples[10:20, 30:45] = 100
    for seed in range(30):
        picture = augmented(Picture(samples, {5: (30, 10, 45, 20)}), random.Random(seed))
        x1, y1, x2, y2 = picture.boxes[5]
        middle = (picture.samples.min() + picture.samples.max()) / 2
        ys, xs = np.nonzero(picture.samples > middle)
        assert (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1) == (x1, y1, x2, y2)


def test_draws_alternate_between_tasks_by_weight_and_lift_rare_strata(data):
    images = read_dataset(data, ("de", "en")).train
    dynamic = Dynamic(images, Mixture(ground=0.5, report=0.25, vqa=0.25, power=0.0), seed=1, batch=4)
    picks = [dynamic.pick(number) for number in range(4000)]
    batches = [{pick.task for pick in picks[at : at + 4]} for at in range(0, 4000, 4)]
    assert all(len(tasks) == 1 for tasks in batches)
    shares = {task: count / 1000 for task, count in Counter(next(iter(one)) for one in batches).items()}
    assert shares == pytest.approx({"ground": 0.5, "report": 0.25, "vqa": 0.25}, abs=0.05)
    rare = Counter(pick.image.modality for pick in picks if pick.task == "ground")
    as_it_is = sum(image.modality == "MR" for image in images) / len(images)
    assert rare["MR"] / rare.total() > as_it_is + 0.1


def test_the_same_number_is_the_same_draw(data):
    images = read_dataset(data, ("de", "en")).train
    for make in (lambda: Dynamic(images, Mixture(), seed=2, batch=3), lambda: Concatenated(images, seed=2)):
        first, second = make(), make()
        forwards = [first.pick(number) for number in range(60)]
        backwards = [second.pick(number) for number in reversed(range(60))]
        assert forwards == backwards[::-1]


def test_concatenated_shows_every_image_once_an_epoch_and_grounds_where_it_can(data):
    images = read_dataset(data, ("de", "en")).train
    picks = [Concatenated(images, seed=1).pick(number) for number in range(len(images))]
    assert sorted(pick.image.image_id for pick in picks) == sorted(image.image_id for image in images)
    assert {pick.task for pick in picks} == {"ground"}


def test_a_batch_is_left_padded_and_only_its_answers_are_learnt(data):
    images = read_dataset(data, ("de", "en")).train
    samples = Samples(Dynamic(images, Mixture(), seed=1, batch=1).pick, 6, reading(), is_training=True)
    items = [samples[number] for number in range(6)]
    batch = collate(items, reading())
    for row, item in enumerate(items):
        labels, ids, kinds = batch["labels"][row], batch["input_ids"][row], batch["token_type_ids"][row]
        assert labels[labels != IGNORED].tolist() == item["answer"]
        assert item["answer"][-1] == EOS
        assert ids[kinds == 1].tolist() == item["answer"]
        padding = int((batch["attention_mask"][row] == 0).sum())
        assert ids[:padding].tolist() == [PAD] * padding
        assert ids[padding : padding + 64].tolist() == [reading().image_token] * 64
    assert batch["pixel_values"].shape == (6, 3, 112, 112)
    assert batch["pixel_values"].abs().max() <= 1


def test_a_grounding_answer_holds_the_box_of_its_picture(data):
    images = read_dataset(data, ("en",)).train
    pick = next(pick for pick in validation_picks(images, 9) if pick.task == "ground")
    item = Samples([pick].__getitem__, 1, reading(), is_training=False)[0]
    text = tokenizer_of().decode(item["answer"], skip_special_tokens=False)
    class_id, box = next(iter(pick.image.boxes.items()))
    locations = "".join(f"<loc{edge:04d}>" for edge in box_bins(box, SIDE, SIDE))
    assert f"<p bbox={locations} id=<seg{class_id:03d}>>" in text
    assert "Clinical information: Staging." in tokenizer_of().decode(item["prompt"], skip_special_tokens=False)


def test_images_that_are_gone_are_named(tmp_path):
    root = write_dataset(tmp_path)
    image_file(root, "im001").unlink()
    with pytest.raises(Failure, match="missing-images: 1, im001"):
        read_dataset(root, ("de", "en"))


def test_a_damaged_picture_is_named(tmp_path):
    root = write_dataset(tmp_path)
    image_file(root, "im001").write_bytes(b"nothing")
    with pytest.raises(Failure, match="bad-image: im001.dcm.zst"):
        read_samples(image_file(root, "im001"))


def test_without_a_table_there_is_no_data(tmp_path):
    with pytest.raises(Failure, match="no-data"):
        read_dataset(tmp_path, ("de", "en"))
