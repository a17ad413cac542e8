//! Every sentence this crate says, in Thai and English side by side: one without the other does not
//! compile.

use crate::bilingual::{Lang, Text};
use crate::condition::Reason;
use crate::problem::{Named, Problem, Shape};

/// The word before a problem.
pub(crate) fn error(lang: Lang) -> &'static str {
    pick(lang, "ข้อผิดพลาด", "error")
}

/// The word before a library's or the system's own words.
pub(crate) fn said(lang: Lang) -> &'static str {
    pick(lang, "รายละเอียด", "details")
}

/// The word before what to do.
pub(crate) fn todo(lang: Lang) -> &'static str {
    pick(lang, "วิธีแก้", "help")
}

/// What is wrong.
pub(crate) fn message(problem: &Problem) -> Text {
    match problem {
        Problem::Unreadable { .. } => both("อ่านแฟ้มหรือโฟลเดอร์นี้ไม่ได้", "this file or folder cannot be read"),
        Problem::NotAFile => both(
            "รายการนี้ไม่ใช่แฟ้มปกติ (เป็นโฟลเดอร์ ลิงก์ ไปป์ หรืออุปกรณ์)",
            "this is no regular file (it is a folder, a link, a pipe or a device)",
        ),
        Problem::TooLarge { bytes, limit } => both(
            format!("ขนาด {bytes} ไบต์ เกินขีดจำกัด {limit} ไบต์ จึงไม่ได้อ่าน"),
            format!("{bytes} bytes are more than the limit of {limit} bytes, so nothing was read"),
        ),
        Problem::NoPackFile => both("โฟลเดอร์นี้ไม่มีแฟ้ม pack.yaml", "this folder has no file pack.yaml"),
        Problem::ForeignFile => both(
            "แฟ้มนี้ไม่ใช่ pack.yaml และไม่อยู่ในรายการ `sections` ของ pack.yaml",
            "this file is neither pack.yaml nor a section that pack.yaml lists under `sections`",
        ),
        Problem::NoSectionFile { file } => {
            both(format!("ไม่พบแฟ้ม {file} ของหมวดนี้"), format!("the file {file} of this section is missing"))
        }
        Problem::SectionPack => both(
            "หมวดชื่อ `pack` ไม่ได้ เพราะแฟ้มของหมวดจะเป็น pack.yaml",
            "no section can be called `pack`, because its file would be pack.yaml",
        ),
        Problem::NotUtf8 => both("ไบต์ตรงนี้ไม่ใช่ข้อความ UTF-8", "the bytes here are not UTF-8 text"),
        Problem::Tab => both("มีอักขระแท็บตรงนี้", "there is a tab here"),
        Problem::Invisible { character } => both(
            format!("มีอักขระที่มองไม่เห็น {character} ตรงนี้"),
            format!("there is an invisible character {character} here"),
        ),
        Problem::Empty => both("แฟ้มนี้ไม่มีเนื้อหา", "this file has no content"),
        Problem::SecondDocument => both("มีเอกสาร YAML ชุดที่สองเริ่มตรงนี้", "a second YAML document begins here"),
        Problem::Anchor => both("ไม่อนุญาตให้ใช้จุดยึด (`&`) ของ YAML", "YAML anchors (`&`) are not allowed"),
        Problem::Alias => both("ไม่อนุญาตให้ใช้การอ้างซ้ำ (`*`) ของ YAML", "YAML aliases (`*`) are not allowed"),
        Problem::Tag => both("ไม่อนุญาตให้ใช้แท็ก (`!`) ของ YAML", "YAML tags (`!`) are not allowed"),
        Problem::MergeKey => {
            both("ไม่อนุญาตให้ใช้คีย์ผสาน (`<<`) ของ YAML", "YAML merge keys (`<<`) are not allowed")
        }
        Problem::KeyNotText => {
            both("คีย์ต้องเป็นคำ ไม่ใช่รายการหรือกลุ่ม", "a key must be a word, not a list or a mapping")
        }
        Problem::TooDeep { limit } => {
            both(format!("ซ้อนกันลึกเกิน {limit} ชั้น"), format!("nested more than {limit} levels deep"))
        }
        Problem::TooMany { limit } => {
            both(format!("มีค่ามากกว่า {limit} ค่า"), format!("more than {limit} values"))
        }
        Problem::DuplicateKey { key, first } => both(
            format!("คีย์ `{key}` ซ้ำ มีอยู่แล้วที่บรรทัด {first}"),
            format!("the key `{key}` is there twice, first on line {first}"),
        ),
        Problem::UnclosedQuote { .. } => both(
            "เครื่องหมายคำพูดที่เปิดตรงนี้ไม่ได้ปิด หรือบรรทัดต่อไม่ได้ย่อหน้า",
            "the quotation mark here is not closed, or its next line is not indented",
        ),
        Problem::UnclosedBracket { .. } => both(
            "วงเล็บตรงนี้ไม่มีคู่ หรือภายในวงเล็บขาดเครื่องหมายจุลภาค",
            "this bracket has no counterpart, or a comma is missing inside it",
        ),
        Problem::ColonInText { .. } => {
            both("มีเครื่องหมาย `:` ในที่ที่ไม่ควรมี", "there is a `:` where none may stand")
        }
        Problem::UnquotedSign { .. } => both(
            "ข้อความเริ่มด้วยเครื่องหมายที่มีความหมายพิเศษใน YAML",
            "the text begins with a sign that has a meaning of its own in YAML",
        ),
        Problem::MissingColon { .. } => {
            both("บรรทัดนี้ไม่มีเครื่องหมาย `:` หลังคีย์", "this line has no `:` after a key")
        }
        Problem::Indentation { .. } => {
            both("ย่อหน้าของบรรทัดไม่ตรงกับบรรทัดอื่น", "this line is not indented like the others")
        }
        Problem::NotYaml { .. } => {
            both("แฟ้มไม่ใช่ YAML ที่ถูกต้องตั้งแต่ตรงนี้", "from here the file is not valid YAML")
        }
        Problem::UnknownSchema { found, newest } => both(
            format!("รูปแบบแฟ้มรุ่น `{found}` อ่านไม่ได้ โปรแกรมรุ่นนี้อ่านได้ถึงรุ่น {newest}"),
            format!("format version `{found}` cannot be read; this phrom reads up to version {newest}"),
        ),
        Problem::UnknownKey { key, .. } => {
            both(format!("ไม่มีคีย์ชื่อ `{key}` ในตำแหน่งนี้"), format!("there is no key `{key}` at this place"))
        }
        Problem::MissingKey { key } => both(format!("ขาดคีย์ `{key}`"), format!("the key `{key}` is missing")),
        Problem::MissingLanguage { lang } => both(
            format!("ขาดข้อความ{} (คีย์ `{}`)", language(*lang).th, lang_key(*lang)),
            format!("the {} text (key `{}`) is missing", language(*lang).en, lang_key(*lang)),
        ),
        Problem::NoLanguages => {
            both("ข้อความนี้ต้องมีทั้งภาษาไทยและภาษาอังกฤษ", "this text must be given in Thai and in English")
        }
        Problem::WrongType { expected, found } => both(
            format!("ตรงนี้ต้องเป็น{} แต่พบ{}", shape(*expected).th, shape(*found).th),
            format!("{} must stand here, not {}", shape(*expected).en, shape(*found).en),
        ),
        Problem::UnknownWord { word, .. } => {
            both(format!("ไม่รู้จักคำ `{word}` ในตำแหน่งนี้"), format!("the word `{word}` is not known here"))
        }
        Problem::BadId { id } => {
            both(format!("`{id}` ไม่เป็นไปตามรูปแบบของชื่อ"), format!("`{id}` is not formed like a name"))
        }
        Problem::BadDate { date } => both(format!("`{date}` ไม่ใช่วันที่"), format!("`{date}` is not a date")),
        Problem::BadCondition { reason } => condition(reason),
        Problem::Refused { .. } => both("ใช้ค่านี้ไม่ได้", "this value cannot be used"),
        Problem::DuplicateId { kind, id, first } => both(
            format!("{} `{id}` ซ้ำ มีอยู่แล้วที่ {first}", named(*kind).th),
            format!("the {} `{id}` is there twice, first at {first}", named(*kind).en),
        ),
        Problem::ControlPrefix { id, pack } => both(
            format!("รหัสข้อกำหนด `{id}` ไม่ได้ขึ้นต้นด้วย `{pack}-`"),
            format!("the control id `{id}` does not begin with `{pack}-`"),
        ),
        Problem::SectionName { section, file } => both(
            format!("ชื่อหมวด `{section}` ไม่ตรงกับชื่อแฟ้ม `{file}.yaml`"),
            format!("the section `{section}` is not named like its file `{file}.yaml`"),
        ),
        Problem::EmptyList { key } => {
            both(format!("รายการ `{key}` ว่างเปล่า"), format!("the list `{key}` is empty"))
        }
        Problem::UnknownSource { id, .. } => {
            both(format!("ชุดข้อกำหนดนี้ไม่มีแหล่งกฎหมาย `{id}`"), format!("this pack has no source `{id}`"))
        }
        Problem::UnknownFact { id, .. } => {
            both(format!("ชุดข้อกำหนดนี้ไม่มีข้อเท็จจริง `{id}`"), format!("this pack has no fact `{id}`"))
        }
        Problem::UnknownRule { id, .. } => {
            both(format!("ไม่มีกฎการตรวจ `{id}`"), format!("there is no scanner rule `{id}`"))
        }
        Problem::ImpossibleWord { fact, word, .. } => both(
            format!("ข้อเท็จจริง `{fact}` ไม่มีทางเป็น `{word}`"),
            format!("the fact `{fact}` can never be `{word}`"),
        ),
        Problem::DateInCondition { fact } => both(
            format!("ข้อเท็จจริง `{fact}` เป็นวันที่ ใช้ในเงื่อนไขไม่ได้"),
            format!("the fact `{fact}` is a date and cannot be used in a condition"),
        ),
        Problem::SystemFact { fact } => both(
            format!("ข้อเท็จจริง `{fact}` ถามแยกตามระบบ แต่ข้อกำหนดนี้ตอบครั้งเดียวสำหรับทั้งหน่วยงาน"),
            format!(
                "the fact `{fact}` is asked per system, but this control is answered once for the agency"
            ),
        ),
        Problem::ClockFact { fact } => both(
            format!("กำหนดเวลาต้องเริ่มนับจากวันที่ แต่ข้อเท็จจริง `{fact}` ไม่ใช่วันที่"),
            format!("a clock starts from a date, but the fact `{fact}` is none"),
        ),
        Problem::ClockUnit => both(
            "กำหนดเวลาต้องมีหน่วยเดียวและมากกว่าศูนย์",
            "a clock has exactly one unit, and more than none of it",
        ),
        Problem::NoChoices => both(
            "ข้อเท็จจริงชนิด `choice` ต้องมีตัวเลือกอย่างน้อยสองตัวเลือก",
            "a fact of kind `choice` needs at least two choices",
        ),
        Problem::StrayChoices => {
            both("มีเพียงข้อเท็จจริงชนิด `choice` เท่านั้นที่มีตัวเลือกได้", "only a fact of kind `choice` has choices")
        }
        Problem::ReservedWord { word } => both(
            format!("`{word}` เป็นคำสงวนของเงื่อนไข ใช้เป็นชื่อไม่ได้"),
            format!("`{word}` has a meaning in conditions and cannot be a name"),
        ),
        Problem::BadVersion { version } => {
            both(format!("`{version}` ไม่ใช่เลขรุ่น"), format!("`{version}` is not a version"))
        }
        Problem::BadRevision => both("`rev` ต้องเริ่มที่ 1", "`rev` begins at 1"),
        Problem::RuleTwice { id } => both(
            format!("กฎการตรวจ `{id}` ปรากฏซ้ำในข้อกำหนดนี้"),
            format!("the scanner rule `{id}` is named twice in this control"),
        ),
        Problem::LongTitle { length, limit } => both(
            format!("ชื่อยาว {length} อักขระ เกินขีดจำกัด {limit} อักขระ"),
            format!("the title has {length} characters, more than the {limit} that a list can show"),
        ),
        Problem::EmptyText => both("ข้อความว่างเปล่า", "the text is empty"),
        Problem::NotThai => both("ข้อความภาษาไทยนี้ไม่มีอักษรไทยเลย", "this Thai text has not one Thai letter"),
        Problem::NotEnglish => both("ข้อความภาษาอังกฤษนี้เป็นภาษาไทย", "this English text is in Thai"),
        Problem::SplitSaraAm => both(
            "สระอำพิมพ์เป็นสองอักขระ (U+0E4D และ U+0E32)",
            "sara am is typed as two characters (U+0E4D and U+0E32)",
        ),
        Problem::DoubledMark => both("วรรณยุกต์หรือสระพิมพ์ซ้ำ", "a tone mark or vowel is typed twice"),
        Problem::ToneBeforeVowel => {
            both("วรรณยุกต์พิมพ์ก่อนสระที่อยู่ใต้วรรณยุกต์", "a tone mark is typed before the vowel below it")
        }
        Problem::SpaceBeforeMaiYamok => both(
            "มีช่องว่างธรรมดาหน้าไม้ยมก บรรทัดอาจขาดตรงนี้",
            "there is an ordinary space before ๆ, at which a line may break",
        ),
        Problem::FactDiffers { fact, pack } => both(
            format!("ข้อเท็จจริง `{fact}` มีอยู่ในชุดข้อกำหนด `{pack}` แล้ว แต่เขียนไว้ต่างกัน"),
            format!("the fact `{fact}` is also in the pack `{pack}`, but reads differently there"),
        ),
    }
}

/// What to do about it.
pub(crate) fn help(problem: &Problem) -> Text {
    match problem {
        Problem::Unreadable { .. } => both(
            "ตรวจสอบชื่อและสิทธิ์การอ่าน แล้วลองอีกครั้ง",
            "Check the name and the permission to read, then try again.",
        ),
        Problem::NotAFile => both(
            "ชุดข้อกำหนดมีได้เฉพาะแฟ้มปกติ ให้ย้ายรายการนี้ออก หรือแทนที่ด้วยสำเนาของแฟ้ม",
            "A pack holds regular files only: move this away, or replace it with a copy of the file.",
        ),
        Problem::TooLarge { .. } => both(
            "ตรวจสอบว่าเป็นแฟ้มที่ต้องการ หากใช่ให้แบ่งเป็นหลายหมวดหรือหลายชุดข้อกำหนด",
            "Check that this is the file you meant; if it is, divide it into several sections or packs.",
        ),
        Problem::NoPackFile => both(
            "ระบุโฟลเดอร์ที่มี pack.yaml หรือสร้าง pack.yaml ในโฟลเดอร์นี้",
            "Name the folder that has a pack.yaml, or write one here.",
        ),
        Problem::ForeignFile => both(
            "เพิ่มชื่อหมวดใน `sections` ของ pack.yaml หรือย้ายแฟ้มนี้ออกจากโฟลเดอร์",
            "Add the section to `sections` in pack.yaml, or move the file out of the folder.",
        ),
        Problem::NoSectionFile { file } => both(
            format!("สร้างแฟ้ม {file} หรือลบชื่อหมวดนี้ออกจาก `sections`"),
            format!("Write the file {file}, or take this section out of `sections`."),
        ),
        Problem::NotUtf8 => {
            both("บันทึกแฟ้มใหม่โดยเลือกรหัสอักขระ UTF-8", "Save the file again with the encoding UTF-8.")
        }
        Problem::Tab => both("แทนที่แท็บด้วยช่องว่าง", "Replace the tab by spaces."),
        Problem::Invisible { .. } => both(
            "ลบอักขระนี้ออก มักติดมาจากการคัดลอกจากหน้าเว็บหรือเอกสารอื่น",
            "Delete it; such characters come along when text is copied from a web page or a document.",
        ),
        Problem::Empty => both("เขียนเนื้อหา หรือลบแฟ้มนี้", "Write its content, or delete the file."),
        Problem::SecondDocument => both(
            "หนึ่งแฟ้มมีได้หนึ่งเอกสาร ให้ลบบรรทัด `---` หรือแยกเป็นอีกแฟ้ม",
            "One file holds one document: delete the `---` line, or move the rest to another file.",
        ),
        Problem::Anchor | Problem::Alias | Problem::MergeKey => both(
            "เขียนค่าเต็มในทุกที่ที่ใช้ หากเป็นข้อความให้ใส่ในเครื่องหมายคำพูด",
            "Write the value out wherever it is used; put it in quotation marks if it is text.",
        ),
        Problem::Tag => both(
            "ลบแท็กออก หากเป็นข้อความให้ใส่ในเครื่องหมายคำพูด",
            "Delete the tag; put the value in quotation marks if it is text.",
        ),
        Problem::KeyNotText => {
            both("เขียนคีย์เป็นคำเดียว เช่น `title:`", "Write the key as one word, such as `title:`.")
        }
        Problem::TooDeep { .. } | Problem::TooMany { .. } => both(
            "ตรวจสอบว่าเป็นแฟ้มที่ต้องการ ชุดข้อกำหนดจริงเล็กกว่านี้มาก",
            "Check that this is the file you meant; a real pack is far smaller.",
        ),
        Problem::DuplicateKey { .. } => {
            both("เก็บไว้เพียงที่เดียว แล้วลบอีกที่", "Keep one of the two and delete the other.")
        }
        Problem::UnclosedQuote { .. } => both(
            "ปิดเครื่องหมายคำพูด และย่อหน้าบรรทัดต่อให้ลึกกว่าคีย์",
            "Close the quotation mark, and indent its further lines more than the key.",
        ),
        Problem::UnclosedBracket { .. } => both(
            "ปิดวงเล็บ คั่นรายการด้วยจุลภาค และใส่ข้อความที่มีวงเล็บในเครื่องหมายคำพูด",
            "Close the bracket, put commas between the entries, and quote texts that contain brackets.",
        ),
        Problem::ColonInText { .. } => both(
            "ใส่ข้อความที่มี `: ` ในเครื่องหมายคำพูด และย่อหน้าคีย์ให้ตรงกับคีย์ก่อนหน้า",
            "Put a text that contains `: ` in quotation marks, and indent a key like the key before it.",
        ),
        Problem::UnquotedSign { .. } => both("ใส่ข้อความในเครื่องหมายคำพูด", "Put the text in quotation marks."),
        Problem::MissingColon { .. } => both(
            "เขียน `:` ตามด้วยช่องว่างหลังคีย์ ข้อความหลายบรรทัดให้เขียนหลัง `>-` และย่อหน้าให้ลึกกว่าคีย์",
            "Write `:` and a space after the key. Text of several lines goes after `>-`, indented more than its key.",
        ),
        Problem::Indentation { .. } => both("ย่อหน้าคีย์ที่อยู่ระดับเดียวกันให้เท่ากัน", "Indent keys of one level alike."),
        Problem::NotYaml { .. } => both(
            "เปรียบเทียบกับแฟ้มที่ถูกต้อง แล้วแก้บรรทัดนี้หรือบรรทัดก่อนหน้า",
            "Compare with a valid file, and correct this line or the one before.",
        ),
        Problem::UnknownSchema { found, newest } => match found.parse::<u64>() {
            Ok(found) if found > u64::from(*newest) => {
                both("ใช้ phrom รุ่นใหม่กว่านี้", "Use a newer version of phrom.")
            }
            _ => both(format!("เขียน `schema: {newest}`"), format!("Write `schema: {newest}`.")),
        },
        Problem::UnknownKey { nearest, known, .. } => suggest(nearest.as_deref(), known),
        Problem::UnknownWord { nearest, allowed, .. } => suggest(nearest.as_deref(), allowed),
        Problem::MissingKey { key } => {
            both(format!("เพิ่ม `{key}:` ในกลุ่มนี้"), format!("Add `{key}:` to this mapping."))
        }
        Problem::MissingLanguage { lang } => both(
            format!("เพิ่มบรรทัด `{}:` พร้อมข้อความ{}", lang_key(*lang), language(*lang).th),
            format!("Add a line `{}:` with the {} text.", lang_key(*lang), language(*lang).en),
        ),
        Problem::NoLanguages => both(
            "เขียน `th:` และ `en:` ในบรรทัดถัดไป ย่อหน้าเข้าไปสองช่องว่าง",
            "Write `th:` and `en:` on the lines below it, indented by two spaces.",
        ),
        Problem::WrongType { expected, .. } => match expected {
            Shape::Text => both("เขียนข้อความหลัง `:`", "Write the text after the `:`."),
            Shape::Word => both("เขียนคำเดียวหลัง `:`", "Write one word after the `:`."),
            Shape::Number => both("เขียนเลขอารบิก เช่น `1`", "Write digits, such as `1`."),
            Shape::Boolean => both("เขียน `true` หรือ `false`", "Write `true` or `false`."),
            Shape::List => both(
                "เขียนแต่ละรายการในบรรทัดของตนเอง ขึ้นต้นด้วย `- `",
                "Write each entry on its own line after `- `.",
            ),
            Shape::Mapping => both(
                "เขียนคีย์ย่อยในบรรทัดถัดไป ย่อหน้าเข้าไปสองช่องว่าง",
                "Write the keys below it, indented by two spaces.",
            ),
            Shape::Nothing => both("ลบค่านี้", "Delete the value."),
        },
        Problem::BadId { .. } => both(
            "ใช้ได้เฉพาะ a ถึง z, 0 ถึง 9 และขีดกลางเดี่ยวระหว่างคำ ไม่เกิน 80 อักขระ เช่น `risk-assessment`",
            "Use a to z, 0 to 9 and single hyphens between words, at most 80 characters: `risk-assessment`.",
        ),
        Problem::BadDate { .. } => both(
            "เขียนปีคริสต์ศักราช เดือน และวัน เช่น `2026-11-21`",
            "Write year (common era), month and day, such as `2026-11-21`.",
        ),
        Problem::BadCondition { .. } => both(
            "ตัวอย่างที่ถูกต้อง: `is-cii and not uses-cloud` หรือ `size in [small, large]`",
            "For example: `is-cii and not uses-cloud`, or `size in [small, large]`.",
        ),
        Problem::Refused { .. } => both("แก้ค่าตามข้อความข้างต้น", "Correct the value as said above."),
        Problem::DuplicateId { .. } => {
            both("ตั้งชื่อใหม่ให้รายการหนึ่ง หรือลบรายการที่ซ้ำ", "Give one of the two another name, or delete it.")
        }
        Problem::ControlPrefix { pack, .. } => {
            both(format!("ตั้งรหัสให้ขึ้นต้นด้วย `{pack}-`"), format!("Let the id begin with `{pack}-`."))
        }
        Problem::SectionName { file, .. } => both(
            format!("เขียน `section: {file}` หรือเปลี่ยนชื่อแฟ้ม"),
            format!("Write `section: {file}`, or rename the file."),
        ),
        Problem::EmptyList { .. } => both("เพิ่มอย่างน้อยหนึ่งรายการ", "Add at least one entry."),
        Problem::UnknownSource { nearest, .. } => reference(nearest.as_deref(), "sources"),
        Problem::UnknownFact { nearest, .. } => reference(nearest.as_deref(), "facts"),
        Problem::UnknownRule { nearest: Some(name), .. } => meant(name),
        Problem::UnknownRule { nearest: None, .. } => {
            both("ใช้ชื่อกฎที่โปรแกรมรุ่นนี้มี หรือลบออก", "Name a rule that this version of phrom has, or delete it.")
        }
        Problem::ImpossibleWord { allowed, .. } => suggest(None, allowed),
        Problem::DateInCondition { .. } => both(
            "ใช้ข้อเท็จจริงชนิด `boolean` หรือ `choice` ในเงื่อนไข",
            "Use a fact of kind `boolean` or `choice` in the condition.",
        ),
        Problem::SystemFact { .. } => both(
            "เขียน `per: system` ในข้อกำหนดนี้ หรือใช้ข้อเท็จจริงของหน่วยงาน",
            "Write `per: system` in this control, or use a fact about the agency.",
        ),
        Problem::ClockFact { .. } => both("ใช้ข้อเท็จจริงชนิด `date`", "Use a fact of kind `date`."),
        Problem::ClockUnit => both(
            "เขียน `days:` หรือ `years:` อย่างใดอย่างหนึ่ง ตั้งแต่ 1 ขึ้นไป",
            "Write either `days:` or `years:`, 1 or more.",
        ),
        Problem::NoChoices => both("เพิ่มตัวเลือกใน `choices`", "Add them under `choices`."),
        Problem::StrayChoices => {
            both("ลบ `choices` หรือเขียน `kind: choice`", "Delete `choices`, or write `kind: choice`.")
        }
        Problem::SectionPack | Problem::ReservedWord { .. } => both("ตั้งชื่ออื่น", "Choose another name."),
        Problem::BadVersion { .. } => {
            both("เขียนเลขสามส่วน เช่น `1.0.0`", "Write three numbers, such as `1.0.0`.")
        }
        Problem::BadRevision => both("เขียน `rev: 1`", "Write `rev: 1`."),
        Problem::RuleTwice { .. } => both(
            "เก็บไว้ใน `decides` หรือ `informs` เพียงที่เดียว",
            "Keep it once, under `decides` or under `informs`.",
        ),
        Problem::LongTitle { .. } => both(
            "ย่อชื่อ แล้วย้ายรายละเอียดไปไว้ใน `question` หรือ `guidance`",
            "Shorten it, and move the details to `question` or `guidance`.",
        ),
        Problem::EmptyText => both("เขียนข้อความ", "Write the text."),
        Problem::NotThai => both("เขียนข้อความเป็นภาษาไทย", "Write the text in Thai."),
        Problem::NotEnglish => both("เขียนข้อความเป็นภาษาอังกฤษ", "Write the text in English."),
        Problem::SplitSaraAm => both("พิมพ์ `ำ` ใหม่เป็นอักขระเดียว", "Type `ำ` again as one character."),
        Problem::DoubledMark => both("ลบตัวที่ซ้ำ", "Delete the second one."),
        Problem::ToneBeforeVowel => {
            both("พิมพ์สระก่อน แล้วจึงพิมพ์วรรณยุกต์", "Type the vowel first, then the tone mark.")
        }
        Problem::SpaceBeforeMaiYamok => both(
            "พิมพ์ `ๆ` ชิดคำหน้า หรือเว้นด้วยช่องว่างไม่ตัดบรรทัด (U+00A0)",
            "Type `ๆ` right after the word, or leave a no-break space (U+00A0) before it.",
        ),
        Problem::FactDiffers { .. } => both(
            "เขียนข้อเท็จจริงให้เหมือนกันทุกชุด หรือตั้งชื่อต่างกัน",
            "Write the fact alike in all packs, or give it another name.",
        ),
    }
}

fn condition(reason: &Reason) -> Text {
    match reason {
        Reason::ExtraWord(word) => both(
            format!("เงื่อนไขจบแล้วก่อนคำว่า `{word}`"),
            format!("the condition is complete before the word `{word}`"),
        ),
        Reason::MissingSign(sign) => {
            both(format!("เงื่อนไขขาด `{sign}` ตรงนี้"), format!("the condition lacks a `{sign}` here"))
        }
        Reason::MissingFact => both("เงื่อนไขขาดชื่อข้อเท็จจริงตรงนี้", "the condition lacks the name of a fact here"),
        Reason::MissingWord => {
            both("เงื่อนไขขาดคำที่จะเปรียบเทียบตรงนี้", "the condition lacks a word to compare with here")
        }
        Reason::Character => both("อักขระนี้ใช้ในเงื่อนไขไม่ได้", "this character cannot stand in a condition"),
        Reason::TooDeep => both("เงื่อนไขซ้อนกันลึกเกินไป", "the condition is nested too deeply"),
    }
}

fn shape(shape: Shape) -> Text {
    match shape {
        Shape::Text => both("ข้อความ", "a text"),
        Shape::Word => both("คำเดียว", "one word"),
        Shape::Number => both("จำนวนเต็มตั้งแต่ 0 ขึ้นไป", "a whole number from 0"),
        Shape::Boolean => both("ค่า `true` หรือ `false`", "`true` or `false`"),
        Shape::List => both("รายการ", "a list"),
        Shape::Mapping => both("กลุ่มของคีย์", "a mapping"),
        Shape::Nothing => both("ค่าว่าง", "nothing"),
    }
}

fn named(kind: Named) -> Text {
    match kind {
        Named::Pack => both("ชุดข้อกำหนด", "pack"),
        Named::Section => both("หมวด", "section"),
        Named::Control => both("ข้อกำหนด", "control"),
        Named::Row => both("รายการหลักฐาน", "evidence row"),
        Named::Source => both("แหล่งกฎหมาย", "source"),
        Named::Fact => both("ข้อเท็จจริง", "fact"),
        Named::Choice => both("ตัวเลือก", "choice"),
    }
}

fn language(lang: Lang) -> Text {
    match lang {
        Lang::Th => both("ภาษาไทย", "Thai"),
        Lang::En => both("ภาษาอังกฤษ", "English"),
    }
}

fn lang_key(lang: Lang) -> &'static str {
    match lang {
        Lang::Th => "th",
        Lang::En => "en",
    }
}

fn meant(name: &str) -> Text {
    both(format!("หมายถึง `{name}` หรือไม่"), format!("Did you mean `{name}`?"))
}

fn suggest(nearest: Option<&str>, known: &[String]) -> Text {
    let list = known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
    match nearest {
        Some(name) => {
            let meant = meant(name);
            both(format!("{} คำที่ใช้ได้: {list}", meant.th), format!("{} Allowed here: {list}.", meant.en))
        }
        None => both(format!("คำที่ใช้ได้: {list}"), format!("Allowed here: {list}.")),
    }
}

fn reference(nearest: Option<&str>, list: &str) -> Text {
    match nearest {
        Some(name) => meant(name),
        None => both(
            format!("เพิ่มใน `{list}` ของ pack.yaml หรือแก้ชื่อ"),
            format!("Add it to `{list}` in pack.yaml, or correct the name."),
        ),
    }
}

fn pick(lang: Lang, th: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Th => th,
        Lang::En => en,
    }
}

fn both(th: impl Into<String>, en: impl Into<String>) -> Text {
    Text { th: th.into(), en: en.into() }
}
