//! The words that say what a number is: beside it, as its label, or above its column.
//!
//! English words are compared as words (`created_at`, `createdAt` and `CREATED AT` hold the same two),
//! Thai phrases as text, because Thai is written without spaces. Words are looked for only near a number
//! that is already valid: looking for them everywhere costs more than everything else together.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// What a word speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// The national ID, wherever it stands.
    NationalId,
    /// The national ID, but only as a label or column name: `pid`, `card no`.
    NationalIdLabel,
    Phone,
    Time,
    /// Goods, orders, documents.
    Code,
    Place,
    Amount,
    Account,
    /// A body corporate, whose number has the same length.
    Juristic,
    /// What machines count: sizes, sessions, hashes.
    Technical,
    /// A usual column name that decides nothing, but shows that a row is a table's head.
    Other,
}

/// A word or phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) topic: Topic,
    /// As it is spelled in our list: safe to print.
    pub(super) keyword: &'static str,
    /// First byte in the text.
    pub(super) start: usize,
    /// Byte behind the last.
    pub(super) end: usize,
}

/// All mentions in a short text, by their end.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    latin(text, &mut found);
    if !text.is_ascii() {
        thai(text, &mut found);
    }
    found.sort_by_key(|mention| (mention.end, mention.start));
    found
}

fn latin(text: &str, found: &mut Vec<Mention>) {
    let mut previous: Option<(Word, usize, usize)> = None;
    for (start, end) in words(text.as_bytes()) {
        let Some(word) = Word::lower(&text.as_bytes()[start..end]) else {
            previous = None;
            continue;
        };
        let pair =
            previous.as_ref().filter(|(_, _, before)| start - before <= 2).and_then(|(first, from, _)| {
                let pair = PAIRS.iter().find(|(a, b, _, _)| first.is(a) && word.is(b))?;
                Some((pair, *from))
            });
        if let Some(((_, _, keyword, topic), from)) = pair {
            found.push(Mention { topic: *topic, keyword, start: from, end });
        } else if let Some((keyword, topic)) = single(&word) {
            found.push(Mention { topic, keyword, start, end });
        }
        previous = Some((word, start, end));
    }
}

fn single(word: &Word) -> Option<(&'static str, Topic)> {
    LATIN.iter().find_map(|(topic, words)| {
        let keyword = words.iter().find(|keyword| word.is(keyword))?;
        Some((*keyword, *topic))
    })
}

/// Runs of ASCII letters, also parted where `camelCase` or `IDCard` begins a new word.
fn words(text: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() && !text[at].is_ascii_alphabetic() {
            at += 1;
        }
        let start = at;
        while at < text.len() && text[at].is_ascii_alphabetic() {
            at += 1;
            let upper = text.get(at).is_some_and(u8::is_ascii_uppercase);
            let after_lower = text[at - 1].is_ascii_lowercase();
            let before_lower = text.get(at + 1).is_some_and(u8::is_ascii_lowercase);
            if upper && (after_lower || before_lower) {
                break;
            }
        }
        (at > start).then_some((start, at))
    })
}

/// A short word in lower case.
struct Word {
    letters: [u8; Self::LONGEST],
    length: usize,
}

impl Word {
    const LONGEST: usize = 20;

    fn lower(word: &[u8]) -> Option<Self> {
        let mut letters = [0; Self::LONGEST];
        letters.get_mut(..word.len())?.copy_from_slice(word);
        letters.make_ascii_lowercase();
        Some(Self { letters, length: word.len() })
    }

    fn is(&self, keyword: &str) -> bool {
        &self.letters[..self.length] == keyword.as_bytes()
    }
}

/// Thai phrases are found whatever spaces, dots and invisible breaks stand inside, and with ำ written as
/// one letter or as two.
fn thai(text: &str, found: &mut Vec<Mention>) {
    let mut compact = String::with_capacity(text.len());
    // For each byte of `compact`, the byte of `text` it comes from.
    let mut origin = Vec::with_capacity(text.len() + 1);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let kept = match c {
            ' ' | '.' | '\t' | '\u{a0}' | '\u{200b}' | '\u{feff}' => continue,
            '\u{e4d}' if chars.next_if(|(_, next)| *next == '\u{e32}').is_some() => '\u{e33}',
            other => other,
        };
        compact.push(kept);
        origin.resize(compact.len(), at);
    }
    origin.push(text.len());
    for hit in PHRASES.find_iter(&compact) {
        let (keyword, topic) = THAI_FLAT[hit.pattern().as_usize()];
        found.push(Mention { topic, keyword, start: origin[hit.start()], end: origin[hit.end()] });
    }
}

static THAI_FLAT: LazyLock<Vec<(&'static str, Topic)>> = LazyLock::new(|| {
    THAI.iter().flat_map(|(topic, phrases)| phrases.iter().map(|phrase| (*phrase, *topic))).collect()
});

static PHRASES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(THAI_FLAT.iter().map(|(phrase, _)| phrase))
        .expect("internal error: a constant list of phrases builds")
});

#[rustfmt::skip]
const LATIN: &[(Topic, &[&str])] = &[
    (
        Topic::NationalId,
        &[
            "citizen", "citizenid", "citizenno", "citizencard", "nationalid", "nationalidno",
            "nationalidnumber", "natid", "natlid", "thaiid", "thaicid", "thaicitizenid", "idcard",
            "idcardno", "idcardnumber", "identification", "identity", "identitycard", "personalid",
            "personalidno", "peopleid", "populationid", "cardcid", "prachachon", "pratchachon",
            "tnin", "civilid", "residentid", "taxid", "taxpayer",
        ],
    ),
    (
        Topic::NationalIdLabel,
        &[
            "cid", "pid", "nid", "nin", "tin", "ssn", "idno", "idnum", "idnumber", "idn", "cardno",
            "cardid", "cardnumber", "personid", "idthai",
        ],
    ),
    (
        Topic::Phone,
        &[
            "phone", "phones", "phoneno", "phonenum", "phonenumber", "telephone", "telephones",
            "teleph", "tel", "tels", "telno", "telnumber", "mobile", "mobileno", "mobilephone",
            "mobilenumber", "mob", "mobil", "cell", "cellphone", "cellular", "smartphone",
            "handphone", "msisdn", "whatsapp", "fax", "faxno", "hotline", "landline", "contactno",
            "contactnumber", "promptpay", "sms", "toh", "thoe",
        ],
    ),
    (
        Topic::Time,
        &[
            "ts", "tstamp", "time", "times", "timestamp", "timestamps", "timestampms", "date",
            "datetime", "epoch", "epochms", "millis", "milliseconds", "millisecond", "created",
            "createdat", "updated", "updatedat", "modified", "modifiedat", "expires", "expiry",
            "expire", "iat", "nbf", "utc", "unixtime", "unixtimestamp", "mtime", "ctime", "atime",
        ],
    ),
    (
        Topic::Code,
        &[
            "barcode", "barcodes", "ean", "gtin", "upc", "isbn", "issn", "sku", "asin", "product",
            "products", "productid", "item", "items", "itemid", "article", "order", "orders",
            "orderid", "orderno", "invoice", "invoices", "inv", "receipt", "tracking", "trackingno",
            "parcel", "shipment", "waybill", "serial", "serialno", "serialnumber", "imei", "imsi",
            "iccid", "lot", "batch", "ticket", "transaction", "transactionid", "txn", "txid",
            "bill", "voucher", "coupon", "asset", "device", "model", "part", "po",
        ],
    ),
    (
        Topic::Place,
        &[
            "lat", "latitude", "lon", "lng", "longitude", "coord", "coords", "coordinate",
            "coordinates", "geo", "gps",
        ],
    ),
    (
        Topic::Amount,
        &[
            "amount", "price", "total", "subtotal", "balance", "cost", "baht", "thb", "qty",
            "quantity", "sum",
        ],
    ),
    (
        Topic::Account,
        &[
            "account", "accounts", "accountno", "accountnumber", "acct", "acctno", "acc", "bank",
            "iban", "bankaccount",
        ],
    ),
    (
        Topic::Juristic,
        &[
            "juristic", "corporate", "vat",
        ],
    ),
    (
        Topic::Technical,
        &[
            "seq", "sequence", "offset", "size", "bytes", "length", "duration", "latency", "hash",
            "checksum", "crc", "md", "sha", "uuid", "guid", "version", "build", "port", "session",
            "sessionid", "trace", "traceid", "span", "spanid", "requestid", "nonce", "commit", "merge", "revision", "counter",
            "count",
        ],
    ),
    (
        Topic::Other,
        &[
            "name", "firstname", "lastname", "surname", "fullname", "email", "mail", "address",
            "no", "id", "row", "birthday", "dob", "birth", "gender", "sex", "age", "title",
            "position", "department", "remark", "remarks", "note", "notes", "province", "district",
            "status", "type", "code", "user", "username", "login",
        ],
    ),
];

#[rustfmt::skip]
const PAIRS: &[(&str, &str, &str, Topic)] = &[
    ("national", "id", "national id", Topic::NationalId),
    ("national", "no", "national no", Topic::NationalId),
    ("national", "number", "national number", Topic::NationalId),
    ("national", "identification", "national identification", Topic::NationalId),
    ("nation", "id", "nation id", Topic::NationalId),
    ("id", "card", "id card", Topic::NationalId),
    ("thai", "id", "thai id", Topic::NationalId),
    ("personal", "id", "personal id", Topic::NationalId),
    ("personal", "identification", "personal identification", Topic::NationalId),
    ("people", "id", "people id", Topic::NationalId),
    ("population", "id", "population id", Topic::NationalId),
    ("identity", "card", "identity card", Topic::NationalId),
    ("civil", "id", "civil id", Topic::NationalId),
    ("resident", "id", "resident id", Topic::NationalId),
    ("tax", "id", "tax id", Topic::NationalId),
    ("taxpayer", "id", "taxpayer id", Topic::NationalId),
    ("person", "id", "person id", Topic::NationalIdLabel),
    ("id", "no", "id no", Topic::NationalIdLabel),
    ("id", "num", "id num", Topic::NationalIdLabel),
    ("id", "number", "id number", Topic::NationalIdLabel),
    ("card", "no", "card no", Topic::NationalIdLabel),
    ("card", "number", "card number", Topic::NationalIdLabel),
    ("card", "id", "card id", Topic::NationalIdLabel),
    ("contact", "no", "contact no", Topic::Phone),
    ("contact", "number", "contact number", Topic::Phone),
    ("call", "center", "call center", Topic::Phone),
];

#[rustfmt::skip]
const THAI: &[(Topic, &[&str])] = &[
    (
        Topic::NationalId,
        &[
            "เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขที่บัตรประชาชน", "บัตรประจำตัวประชาชน", "ประจำตัวประชาชน", "บัตรประชาชน", "เลขประชาชน", "รหัสประชาชน",
            "บัตรประจำตัว", "เลขประจำตัว", "เลขบัตร", "เลขที่บัตร", "หมายเลขบัตร", "รหัสบัตร",
            "ปชช", "เลข13หลัก", "13หลัก", "๑๓หลัก", "สิบสามหลัก", "ผู้เสียภาษี", "เลขภาษี",
            "ทะเบียนราษฎร", "บัตรต่างด้าว", "เลขประจำตัวบุคคล", "รหัสประจำตัว",
        ],
    ),
    (
        Topic::Phone,
        &[
            "โทรศัพท์", "เบอร์โทร", "เบอร์มือถือ", "มือถือ", "โทร", "เบอร์ติดต่อ", "เบอร์",
            "หมายเลขติดต่อ", "พร้อมเพย์", "โทรสาร", "แฟกซ์", "แฟ็กซ์", "ติดต่อ",
        ],
    ),
    (
        Topic::Code,
        &[
            "บาร์โค้ด", "บาร์โคด", "รหัสสินค้า", "สินค้า", "คำสั่งซื้อ", "ใบสั่งซื้อ", "ใบสั่ง",
            "พัสดุ", "ครุภัณฑ์", "ใบเสร็จ", "ใบแจ้งหนี้", "เลขที่เอกสาร", "หมายเลขเอกสาร",
            "เลขเอกสาร", "รายการที่",
        ],
    ),
    (
        Topic::Account,
        &[
            "เลขที่บัญชี", "เลขบัญชี", "บัญชีธนาคาร", "บัญชีเงินฝาก",
        ],
    ),
    (
        Topic::Juristic,
        &[
            "นิติบุคคล",
        ],
    ),
    (
        Topic::Place,
        &[
            "ละติจูด", "ลองจิจูด", "พิกัด",
        ],
    ),
    (
        Topic::Amount,
        &[
            "จำนวนเงิน", "ยอดเงิน", "ราคา", "งบประมาณ", "วงเงิน",
        ],
    ),
    (
        Topic::Time,
        &[
            "เวลาบันทึก", "วันเวลา", "เวลาที่",
        ],
    ),
    (
        Topic::Other,
        &[
            "ลำดับ", "ชื่อ", "นามสกุล", "ชื่อสกุล", "ที่อยู่", "อีเมล", "วันเกิด", "เพศ", "อายุ",
            "ตำแหน่ง", "หน่วยงาน", "สังกัด", "หมายเหตุ", "จังหวัด", "วันที่",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn topics(text: &str) -> Vec<(Topic, &'static str)> {
        mentions(text).into_iter().map(|mention| (mention.topic, mention.keyword)).collect()
    }

    #[test]
    fn english_words_in_every_spelling() {
        for text in ["citizenId", "CITIZEN_ID", "citizen-id", "Citizen ID", "citizen.id"] {
            assert_eq!(topics(text)[0], (Topic::NationalId, "citizen"), "{text}");
        }
        for text in ["nationalId", "NATIONAL_ID", "National ID", "national-id"] {
            assert_eq!(topics(text), [(Topic::NationalId, "national id")], "{text}");
        }
        assert_eq!(topics("IDCard"), [(Topic::Other, "id"), (Topic::NationalId, "id card")]);
        assert_eq!(topics("createdAt"), [(Topic::Time, "created")]);
    }

    #[test]
    fn no_word_inside_another() {
        for text in ["acid", "incident", "candidate", "platform", "nights", "hotel", "stupid", "motels"] {
            assert_eq!(topics(text), [], "{text}");
        }
    }

    #[test]
    fn thai_phrases_with_gaps_and_split_vowels() {
        for text in
            ["เลขประจำตัวประชาชน", "เลขประจําตัวประชาชน", "เลข ประจำตัว ประชาชน", "เลขประจำ\u{200b}ตัวประชาชน"]
        {
            assert_eq!(topics(text), [(Topic::NationalId, "เลขประจำตัวประชาชน")], "{text}");
        }
        assert_eq!(topics("บัตร ป.ช.ช."), [(Topic::NationalId, "ปชช")]);
        assert_eq!(topics("ประชาชนทั่วไป"), []);
    }

    #[test]
    fn places_are_bytes_of_the_text() {
        let text = "xx เลขบัตร: cid";
        let found = mentions(text);
        assert_eq!(&text[found[0].start..found[0].end], "เลขบัตร");
        assert_eq!(&text[found[1].start..found[1].end], "cid");
    }

    #[test]
    fn no_keyword_twice() {
        let mut all: Vec<&str> =
            LATIN.iter().chain(THAI).flat_map(|(_, words)| words.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(
            LATIN.iter().all(|(_, words)| words.iter().all(|word| Word::lower(word.as_bytes()).is_some()))
        );
    }
}
