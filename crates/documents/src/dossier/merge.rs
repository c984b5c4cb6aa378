//! Puts the pages of several PDFs one after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};

use super::DossierError;
use super::catalog::{self, About, Files};
use super::stamp::Digits;

/// Points in a millimetre.
const MILLIMETRE: f32 = 72.0 / 25.4;
/// Attributes that a page may have from the node above it (ISO 32000-1, 7.7.3.4).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// A PDF that grows by leaves.
pub(super) struct Book {
    pub(super) out: Document,
    pages: Vec<ObjectId>,
    root: ObjectId,
    /// Pages of cover and contents.
    front: usize,
    /// Title and first page of each leaf.
    pub(super) marks: Vec<(String, ObjectId)>,
    /// What draws each digit, and how far the next stands.
    digits: Vec<(ObjectId, f32)>,
    /// Streams by their content: profiles of colour and the like come with every leaf.
    known: BTreeMap<[u8; 32], ObjectId>,
    pub(super) intents: Option<Object>,
}

impl Book {
    /// Begins with cover and contents.
    pub(super) fn new(front: &[u8]) -> Result<Self, DossierError> {
        let mut out = Document::with_version("1.7");
        let root = out.new_object_id();
        let mut book = Self {
            out,
            pages: Vec::new(),
            root,
            front: 0,
            marks: Vec::new(),
            digits: Vec::new(),
            known: BTreeMap::new(),
            intents: None,
        };
        book.pages = book.import(front)?;
        book.front = book.pages.len();
        Ok(book)
    }

    /// Pages so far.
    pub(super) fn pages(&self) -> usize {
        self.pages.len()
    }

    pub(super) fn root(&self) -> ObjectId {
        self.root
    }

    pub(super) fn front(&self) -> usize {
        self.front
    }

    /// Takes the digits with which pages are numbered.
    pub(super) fn stamp_with(&mut self, digits: Digits) {
        for (drawing, width) in digits {
            let frame = [0.0, -4.0, 12.0, 12.0].map(Object::Real).to_vec();
            let form = dictionary! {
                "Type" => "XObject",
                "Subtype" => "Form",
                "BBox" => frame,
                "Resources" => Dictionary::new(),
            };
            let id = self.out.add_object(Stream::new(form, drawing.into_bytes()));
            self.digits.push((id, width));
        }
    }

    /// Adds the pages of a leaf and numbers them.
    pub(super) fn add(&mut self, title: &str, pdf: &[u8]) -> Result<(), DossierError> {
        let pages = self.import(pdf)?;
        if let Some(first) = pages.first() {
            self.marks.push((title.to_owned(), *first));
        }
        for page in pages {
            self.pages.push(page);
            let number = self.pages.len().saturating_sub(self.front);
            self.stamp(page, number)?;
        }
        Ok(())
    }

    /// Ends the PDF.
    pub(super) fn finish(
        mut self,
        about: &About<'_>,
        files: Files,
    ) -> Result<Vec<u8>, DossierError> {
        let kids: Vec<Object> = self.pages.iter().map(|id| Object::Reference(*id)).collect();
        let count = i64::try_from(self.pages.len()).unwrap_or(i64::MAX);
        let node = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
        self.out.set_object(self.root, node);
        catalog::write(&mut self, about, files)?;
        let mut bytes = Vec::new();
        self.out.save_to(&mut bytes)?;
        Ok(bytes)
    }

    /// Takes over what can be reached from the pages of a PDF; nothing else.
    fn import(&mut self, pdf: &[u8]) -> Result<Vec<ObjectId>, DossierError> {
        let mut source = Document::load_mem(pdf)?;
        source.renumber_objects_with(self.out.max_id.saturating_add(1));
        let pages: Vec<ObjectId> = source.get_pages().into_values().collect();
        for page in &pages {
            self.settle(&mut source, *page)?;
        }
        let mut open = pages.clone();
        if self.intents.is_none() {
            let intents = source.catalog()?.get(b"OutputIntents")?.clone();
            references(&intents, &mut open);
            self.intents = Some(intents);
        }
        let mut seen: BTreeSet<ObjectId> = open.iter().copied().collect();
        let mut same: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
        let mut taken = Vec::new();
        while let Some(id) = open.pop() {
            let Some(mut object) = source.objects.remove(&id) else { continue };
            untag(&mut object);
            if let Some(twin) = self.twin(id, &object) {
                same.insert(id, twin);
                continue;
            }
            let mut found = Vec::new();
            references(&object, &mut found);
            open.extend(found.into_iter().filter(|next| seen.insert(*next)));
            taken.push((id, object));
        }
        self.out.max_id = self.out.max_id.max(source.max_id);
        for (id, mut object) in taken {
            redirect(&mut object, &same);
            self.out.objects.insert(id, object);
        }
        if let Some(intents) = &mut self.intents {
            redirect(intents, &same);
        }
        Ok(pages)
    }

    /// Gives a page what it has from above, and the new node above it.
    fn settle(&self, source: &mut Document, page: ObjectId) -> Result<(), DossierError> {
        let mut values = Vec::new();
        for key in INHERITED {
            let mut node = source.get_dictionary(page)?;
            // A tree of pages is never deeper than this.
            for _ in 0..32 {
                if let Ok(value) = node.get(key) {
                    values.push((key, value.clone()));
                    break;
                }
                let Ok(parent) = node.get(b"Parent").and_then(Object::as_reference) else { break };
                node = source.get_dictionary(parent)?;
            }
        }
        let root = self.root;
        let page = source.get_dictionary_mut(page)?;
        for (key, value) in values {
            page.set(key, value);
        }
        page.set("Parent", root);
        Ok(())
    }

    /// The stream with the same content that is there already, for streams that refer to none.
    fn twin(&mut self, id: ObjectId, object: &Object) -> Option<ObjectId> {
        let Object::Stream(stream) = object else { return None };
        let mut refers = Vec::new();
        references(object, &mut refers);
        if !refers.is_empty() {
            return None;
        }
        let mut hash = Sha256::new();
        hash.update(format!("{:?}", stream.dict));
        hash.update(&stream.content);
        let hash: [u8; 32] = hash.finalize().into();
        let first = *self.known.entry(hash).or_insert(id);
        (first != id).then_some(first)
    }

    /// Puts the number of a page at its upper outer corner: right on odd pages, left on even ones.
    fn stamp(&mut self, page: ObjectId, number: usize) -> Result<(), DossierError> {
        let (left, top, right) = self.frame(page)?;
        let digits: Vec<(ObjectId, f32, u32)> = number
            .to_string()
            .chars()
            .filter_map(|c| c.to_digit(10))
            .filter_map(|digit| {
                let (id, width) = self.digits.get(usize::try_from(digit).ok()?)?;
                Some((*id, *width, digit))
            })
            .collect();
        let width: f32 = digits.iter().map(|(_, width, _)| width).sum();
        let edge = 15.0 * MILLIMETRE;
        let mut x = if number % 2 == 1 { right - edge - width } else { left + edge };
        let y = top - 12.0 * MILLIMETRE;
        let mut drawing = String::from("Q\n/Artifact BMC\nq\n0 g\n");
        let mut resources = self.resources(page)?;
        let mut forms = self.part(&resources, b"XObject")?;
        for (id, width, digit) in digits {
            // Writing into a text in memory cannot fail.
            let _ = writeln!(drawing, "q 1 0 0 1 {x:.2} {y:.2} cm /WpDigit{digit} Do Q");
            forms.set(format!("WpDigit{digit}"), id);
            x += width;
        }
        drawing.push_str("Q\nEMC\n");
        resources.set("XObject", forms);
        let before = self.out.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
        let after = self.out.add_object(Stream::new(Dictionary::new(), drawing.into_bytes()));
        let dictionary = self.out.get_dictionary_mut(page)?;
        let mut contents = vec![Object::Reference(before)];
        match dictionary.get(b"Contents") {
            Ok(Object::Array(parts)) => contents.extend(parts.iter().cloned()),
            Ok(part) => contents.push(part.clone()),
            Err(_) => {}
        }
        contents.push(Object::Reference(after));
        dictionary.set("Contents", contents);
        dictionary.set("Resources", resources);
        Ok(())
    }

    /// Left, upper and right edge of a page in points.
    fn frame(&self, page: ObjectId) -> Result<(f32, f32, f32), DossierError> {
        let dictionary = self.out.get_dictionary(page)?;
        let (_, frame) = self.out.dereference(dictionary.get(b"MediaBox")?)?;
        let edges =
            frame.as_array()?.iter().map(Object::as_float).collect::<Result<Vec<_>, _>>()?;
        match edges.as_slice() {
            [left, _, right, top] => Ok((*left, *top, *right)),
            other => Err(DossierError::Merge(format!("a page with {} edges", other.len()))),
        }
    }

    fn resources(&self, page: ObjectId) -> Result<Dictionary, DossierError> {
        self.part(self.out.get_dictionary(page)?, b"Resources")
    }

    /// A dictionary within another, or an empty one.
    fn part(&self, dictionary: &Dictionary, key: &[u8]) -> Result<Dictionary, DossierError> {
        match dictionary.get(key) {
            Ok(object) => Ok(self.out.dereference(object)?.1.as_dict()?.clone()),
            Err(_) => Ok(Dictionary::new()),
        }
    }
}

/// The tags of a leaf refer to a tree that the whole does not have.
fn untag(object: &mut Object) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        _ => return,
    };
    dictionary.remove(b"StructParents");
    dictionary.remove(b"StructParent");
}

/// Every reference within an object, but for those to the node above a page.
fn references(object: &Object, out: &mut Vec<ObjectId>) {
    let within = |dictionary: &Dictionary, out: &mut Vec<ObjectId>| {
        for (key, value) in dictionary.iter() {
            if key != b"Parent" {
                references(value, out);
            }
        }
    };
    match object {
        Object::Reference(id) => out.push(*id),
        Object::Array(parts) => parts.iter().for_each(|part| references(part, out)),
        Object::Dictionary(dictionary) => within(dictionary, out),
        Object::Stream(stream) => within(&stream.dict, out),
        _ => {}
    }
}

/// Lets references lead to the streams that stand for them.
fn redirect(object: &mut Object, same: &BTreeMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => {
            if let Some(twin) = same.get(id) {
                *id = *twin;
            }
        }
        Object::Array(parts) => parts.iter_mut().for_each(|part| redirect(part, same)),
        Object::Dictionary(dictionary) => {
            dictionary.iter_mut().for_each(|(_, value)| redirect(value, same));
        }
        Object::Stream(stream) => {
            stream.dict.iter_mut().for_each(|(_, value)| redirect(value, same));
        }
        _ => {}
    }
}
