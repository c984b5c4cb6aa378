//! Pictures of a report that is being written.

use domain::ids::UnitId;
use store::{BlobKey, Chapter, ChapterVersion, Picture, StagedBlob, Writer, testing::Engine};

use crate::support::{at, id, on_both, open};

on_both!(
    a_picture_is_kept_once_under_its_name,
    sections_that_name_a_picture_are_found,
    the_file_of_a_picture_is_named_as_any_other,
);

fn writer() -> Writer {
    Writer { person: id(1), unit: id(8), role: "LEAD_UNIT".into() }
}

fn picture(name: &str, content: &[u8], n: i64) -> Picture {
    Picture {
        assessment: id(7),
        name: name.into(),
        blob: BlobKey(ledger::Hash::of(content)),
        size: 5_000_000,
        media_type: "image/png".into(),
        title: "现场".into(),
        writer: writer(),
        added_at: at(n),
    }
}

async fn a_picture_is_kept_once_under_its_name(engine: Engine) {
    let test = open(engine).await;
    let (one, two) = (picture("b.png", b"one", 1), picture("a.jpg", b"two", 2));
    let mut tx = test.store.write().await.unwrap();
    assert_eq!(tx.pictures(id(7)).await.unwrap(), []);
    assert!(tx.put_picture(&one).await.unwrap());
    assert!(tx.put_picture(&two).await.unwrap());
    let again = Picture { title: "另一个名字".into(), ..one.clone() };
    assert!(!tx.put_picture(&again).await.unwrap(), "its name is taken");
    assert_eq!(tx.pictures(id(7)).await.unwrap(), [one.clone(), two.clone()]);
    assert_eq!(tx.picture(id(7), "b.png").await.unwrap().as_ref(), Some(&one));
    assert_eq!(tx.picture(id(6), "b.png").await.unwrap(), None, "it is another's");
    let other = Picture { assessment: id(6), ..one.clone() };
    assert!(tx.put_picture(&other).await.unwrap());
    assert_eq!(tx.pictures_holding(&one.blob).await.unwrap(), 2);
    assert!(tx.drop_picture(id(7), "b.png").await.unwrap());
    assert!(!tx.drop_picture(id(7), "b.png").await.unwrap());
    assert_eq!(tx.pictures_holding(&one.blob).await.unwrap(), 1);
    assert_eq!(tx.pictures(id(7)).await.unwrap(), [two]);
}

async fn sections_that_name_a_picture_are_found(engine: Engine) {
    let test = open(engine).await;
    let chapter = |section: &str, version, content: &str| Chapter {
        assessment: id(7),
        section: section.into(),
        saved: ChapterVersion {
            version,
            base: 0,
            late: false,
            auto: false,
            writer: writer(),
            begun_at: at(0),
            updated_at: at(1),
        },
        content: content.into(),
    };
    let mut tx = test.store.write().await.unwrap();
    for (section, version, content) in [
        ("B", 1, "![现场](3f9a2b7c11de.png)"),
        ("B", 2, "一\n\n![现场](3f9a2b7c11de.png)"),
        ("A", 1, "![现场](3f9a2b7c11de.png)"),
        ("A", 2, "没有图。"),
        ("C", 1, "没有图。"),
    ] {
        assert!(tx.put_chapter(&chapter(section, version, content)).await.unwrap());
    }
    assert_eq!(tx.chapters_holding(id(7), "3f9a2b7c11de.png").await.unwrap(), ["A", "B"]);
    let none: [&str; 0] = [];
    assert_eq!(tx.chapters_holding(id(6), "3f9a2b7c11de.png").await.unwrap(), none);
}

async fn the_file_of_a_picture_is_named_as_any_other(engine: Engine) {
    let test = open(engine).await;
    let unit = UnitId::new(id(8));
    let blobs = test.store.blobs();
    let staged: StagedBlob = blobs.stage(unit, "image/png", 100, &b"abc"[..]).await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    tx.put_blob(&staged, at(0)).await.unwrap();
    let kept = Picture { blob: staged.key, ..picture("b.png", b"", 0) };
    assert!(tx.put_picture(&kept).await.unwrap());
    tx.commit().await.unwrap();
    let mut reader = test.store.read().await.unwrap();
    let found = reader.picture(id(7), "b.png").await.unwrap().unwrap();
    let info = reader.blob(&found.blob).await.unwrap().unwrap();
    assert_eq!(blobs.read(&info, 100).await.unwrap(), b"abc");
}
