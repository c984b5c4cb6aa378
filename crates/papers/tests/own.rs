//! Templates of an installation are tried before they take effect.

#![cfg(test)]

use documents::{
    docx::Typefaces,
    fonts::FontSettings,
    model::{Kind, Language},
    template::builtin,
};
use jiff::civil::date;
use papers::{Kit, KitError, own_templates, template_name};

fn kit() -> Kit {
    Kit::new(&FontSettings::default(), Typefaces::default()).unwrap()
}

fn national(kind: &str) -> String {
    let name = format!("national/{kind}.zh.md");
    builtin().into_iter().find(|(known, _)| *known == name).unwrap().1.to_owned()
}

#[test]
fn a_template_of_a_city_takes_effect_in_the_city() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("chaoyang")).unwrap();
    let path = folder.path().join("chaoyang/certificate.zh.md");
    std::fs::write(&path, national("certificate")).unwrap();
    assert_eq!(template_name(&path), "chaoyang/certificate.zh.md");
    let kit = kit().with_own(&own_templates(folder.path()).unwrap()).unwrap();
    let of = |layers: &[&str]| {
        let layers: Vec<String> = layers.iter().map(|&layer| layer.to_owned()).collect();
        let day = date(2016, 11, 1);
        let found = kit.template((Kind::Certificate, Language::Zh), &layers, day).unwrap();
        found.name().to_owned()
    };
    assert_eq!(of(&["chaoyang", "liaoning", "national"]), "chaoyang/certificate.zh.md");
    assert_eq!(of(&["fushun", "liaoning", "national"]), "national/certificate.zh.md");
}

#[test]
fn a_faulty_template_is_refused_with_its_line() {
    let text = national("certificate") + "\n{{ matter.colour }}\n";
    let lines = text.lines().count();
    let own = [("chaoyang/certificate.zh.md".to_owned(), text)];
    let refused = kit().with_own(&own).unwrap_err();
    assert!(matches!(refused, KitError::Template(_)), "{refused:?}");
    let said = refused.to_string();
    assert!(said.contains(&format!("chaoyang/certificate.zh.md:{lines}:")), "{said}");
    assert!(said.contains("colour"), "{said}");
}
