use std::io::Read;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let mut t = String::new();
    std::fs::File::open(&a[3]).unwrap().read_to_string(&mut t).unwrap();
    let v: serde_json::Value = serde_json::from_str(&t).unwrap();
    let s = std::time::Instant::now();
    let r = risk::calc::index_json(&v);
    if a.len() > 4 { eprintln!("{:?} {:?}", s.elapsed(), r.as_ref().err()); return; }
    match r { Ok(v) => println!("{v}"), Err(e) => { eprintln!("{}", serde_json::to_string(&e).unwrap()); std::process::exit(2) } }
}
