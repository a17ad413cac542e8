//! The fixed sentences.

use serde::Serialize;

use crate::json::Lang;

macro_rules! words {
    ($($name:ident: $th:literal, $en:literal;)*) => {
        /// The fixed sentences of one language, as the template gets them.
        #[derive(Debug, Clone, Copy, Serialize)]
        pub(crate) struct Words {
            $(pub(crate) $name: &'static str,)*
        }

        const TH: Words = Words { $($name: $th,)* };
        const EN: Words = Words { $($name: $en,)* };
    };
}

/// The fixed sentences of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Th => &TH,
        Lang::En => &EN,
    }
}

words! {
    // Cover and page frame
    title: "รายงานผลการประเมินความพร้อมด้วยตนเอง", "Self-assessment of readiness";
    subtitle: "ความมั่นคงปลอดภัยไซเบอร์และการคุ้มครองข้อมูลส่วนบุคคล", "Cybersecurity and personal data protection";
    disclaimer: "การประเมินตนเอง ไม่ใช่การรับรอง", "A self-assessment, not a certification";
    draft: "ร่าง", "Draft";
    round: "รอบการประเมิน", "Round";
    as_of: "ข้อมูล ณ วันที่", "As of";
    made_at: "จัดทำเมื่อ", "Made at";
    classification: "ชั้นความลับ", "Classification";
    document_hash: "ลายพิมพ์ข้อมูลของรายงาน (SHA-256)", "Fingerprint of the report's data (SHA-256)";
    heads_hash: "ลายพิมพ์ของแบบประเมิน (SHA-256)", "Fingerprint of the assessment (SHA-256)";
    no_heads: "ไม่มี (รายงานนี้มิได้จัดทำจากแฟ้มแบบประเมิน)", "none (not made from an assessment folder)";
    page: "หน้า", "page";
    of: "จาก", "of";
    short_hash: "ลายพิมพ์", "fingerprint";
    laws_assessed: "กฎหมายที่ประเมิน", "Laws assessed";
    none: "ไม่มี", "none";
    not_said: "ไม่ได้ระบุ", "not stated";
    unknown: "ยังไม่ทราบ", "unknown";
    yes: "ใช่", "yes";
    no: "ไม่ใช่", "no";
    contents: "สารบัญ", "Contents";
    figure: "รูปที่", "Figure";
    table: "ตารางที่", "Table";
    chapter: "ส่วนที่", "Part";
    attachment: "ข้อมูลของรายงานฉบับนี้ในรูปแบบ JSON (phrom-report/1)", "The data of this report as JSON (phrom-report/1)";

    // Results
    met: "มี", "Met";
    partial: "มีบางส่วน", "Partial";
    not_met: "ไม่มี", "Not met";
    not_applicable: "ไม่เกี่ยวข้อง", "Not applicable";
    not_assessed: "ยังไม่ประเมิน", "Not assessed";
    not_answered: "ยังไม่ตอบ", "Not answered";
    total: "รวม", "Total";
    all_laws: "ทุกกฎหมายรวมกัน", "All laws together";
    controls: "ข้อ", "controls";
    contradicted: "ขัดกับผลสแกน", "Contradicted by a scan";
    conflict: "คำตอบขัดกัน", "Conflicting answers";
    statutory: "ข้อบังคับตามกฎหมาย", "Statutory";

    // Summary
    summary: "บทสรุปผู้บริหาร", "Executive summary";
    level: "ระดับความพร้อม", "Level of readiness";
    gate: "ผลตามเกณฑ์ตัดสิน", "Verdict of the gate";
    gate_passed: "ผ่าน", "Passed";
    gate_failed: "ไม่ผ่าน", "Not passed";
    five_figures: "ตัวเลขห้าค่าที่ต้องอ่านร่วมกัน", "Five figures, to be read together";
    figure_head: "ตัวเลข", "Figure";
    value_head: "ค่า", "Value";
    fraction_head: "ที่มาของค่า", "Where it comes from";
    figure_counts: "จำนวนข้อ", "Counts";
    figure_score: "ช่วงคะแนน", "Score range";
    figure_coverage: "ความครอบคลุม", "Coverage";
    figure_evidence: "มีหลักฐานรองรับ", "Backed by evidence";
    figure_gaps: "ด่านกฎหมาย", "Statutory gate";
    results_chart: "ผลการประเมินรายกฎหมาย (จำนวนข้อ)", "Results by law (number of controls)";
    top_gaps: "ข้อบังคับตามกฎหมายที่ต้องดำเนินการก่อน", "Statutory duties to meet first";
    no_gaps: "ไม่มีข้อบังคับตามกฎหมายที่ค้างอยู่", "No statutory duty is open.";
    nothing_assessed: "ยังไม่มีชุดกฎหมายในแบบประเมินนี้ จึงยังไม่มีผลให้รายงาน", "No pack is in use in this assessment, so there is nothing to report yet.";
    no_value: "–", "–";

    // About this document
    about: "ข้อมูลเอกสารและขอบเขต", "This document and its scope";
    about_document: "ข้อมูลเอกสาร", "This document";
    program: "โปรแกรมที่จัดทำ", "Made with";
    exit: "สถานะสิ้นสุดของการทำงาน", "Exit status of the run";
    sign: "การลงนาม", "Signatures";
    sign_about: "การลงนามผูกกับลายพิมพ์ข้อมูลของรายงานที่พิมพ์ไว้ท้ายทุกหน้า", "A signature binds to the fingerprint of the report's data at the foot of every page.";
    prepared_by: "ผู้จัดทำ", "Prepared by";
    reviewed_by: "ผู้ตรวจสอบ", "Reviewed by";
    approved_by: "ผู้อนุมัติ", "Approved by";
    sign_name: "ชื่อ", "Name";
    sign_position: "ตำแหน่ง", "Position";
    sign_date: "วันที่", "Date";
    systems: "ระบบสารสนเทศในขอบเขต", "Information systems in scope";
    no_systems: "ยังไม่ได้ระบุระบบสารสนเทศ ข้อที่ต้องตอบรายระบบจึงถามครั้งเดียวในนามหน่วยงาน", "No information system is named yet; what is asked per system is asked once, of the agency.";
    system: "ระบบ", "System";
    owner: "ผู้รับผิดชอบ", "Owner";
    category: "คุณลักษณะ (ความลับ / ความครบถ้วน / สภาพพร้อมใช้งาน)", "Category (confidentiality / integrity / availability)";
    website: "เว็บไซต์สาธารณะ", "Public website";
    cloud: "ใช้บริการคลาวด์", "Cloud service";
    facts: "ข้อเท็จจริงที่ใช้ตัดสินว่าข้อใดเกี่ยวข้อง", "Facts that decide which controls apply";
    fact: "ข้อเท็จจริง", "Fact";
    answer: "คำตอบ", "Answer";
    no_facts: "ชุดกฎหมายที่ใช้ไม่มีข้อเท็จจริงที่ต้องถาม", "The packs in use ask for no facts.";

    // Deadlines
    deadlines: "กำหนดเวลาตามกฎหมาย", "Legal deadlines";
    deadlines_about: "วันครบกำหนดที่คำนวณได้จากข้อเท็จจริงของหน่วยงาน เรียงจากวันที่ใกล้ที่สุด", "Dates that follow from the agency's facts, soonest first.";
    no_deadlines: "ยังไม่มีวันครบกำหนดที่คำนวณได้จากข้อเท็จจริงที่ตอบไว้ กำหนดเวลาที่กฎหมายเขียนไว้อยู่ในแผนดำเนินการและในภาคผนวก", "No date can be counted from the facts given. Deadlines as the law words them stand in the action plan and in the appendix.";
    due_on: "ครบกำหนด", "Due";
    what: "เรื่องที่ต้องดำเนินการ", "What";
    remaining: "เวลาที่เหลือ", "Time left";

    // Results by law
    results: "ผลการประเมินรายกฎหมายและรายหมวด", "Results by law and section";
    section: "หมวด", "Section";
    score: "ช่วงคะแนน", "Score range";
    coverage: "ประเมินแล้ว", "Assessed";
    gaps_short: "ข้อบังคับที่ขาด", "Statutory gaps";
    results_about: "แถบแสดงจำนวนข้อตามผลการประเมิน ตารางแสดงตัวเลขชุดเดียวกัน", "The bars show controls by result; the table holds the same numbers.";

    // Plan
    plan: "แผนดำเนินการ", "Action plan";
    plan_empty: "ไม่มีเรื่องที่ต้องดำเนินการ", "Nothing to do.";
    to_do: "สิ่งที่ต้องดำเนินการ", "What to do";
    owner_due: "ผู้รับผิดชอบ กำหนดเสร็จ และงบประมาณ", "Owner, due date and budget";
    plan_horizon_about: "เรียงตามระยะเวลาที่ต้องแล้วเสร็จ ในแต่ละระยะเรียงข้อบังคับตามกฎหมายไว้ก่อน", "By when it has to be done; within each horizon statutory duties come first.";
    horizon_label: "ระยะเวลา", "Horizon";
    horizon_three_months: "ภายใน 3 เดือน", "Within 3 months";
    horizon_six_months: "ภายใน 6 เดือน", "Within 6 months";
    horizon_one_year: "ภายใน 1 ปี หรือยังไม่กำหนด", "Within 1 year, or not yet set";
    status_label: "สถานะ", "Status";
    status_planned: "วางแผนไว้", "Planned";
    status_under_way: "กำลังดำเนินการ", "Under way";
    status_done: "แล้วเสร็จ", "Done";
    status_dropped: "ยกเลิก", "Dropped";
    measure_label: "มาตรการ", "Measure";
    budget_label: "งบประมาณ", "Budget";
    baht: "บาท", "baht";
    start_label: "วันเริ่ม", "Start";
    statutory_due_label: "ครบกำหนดตามกฎหมาย", "Statutory date";
    overdue: "เกินกำหนด", "Overdue";
    number_label: "ลำดับ", "No.";
    control_id_label: "รหัสข้อ", "Control id";
    system_id_label: "รหัสระบบ", "System id";
    control_label: "ข้อ", "Control";
    system_label: "ระบบ", "System";
    gap_label: "สิ่งที่ขาด", "Gap";
    budget_baht_label: "งบประมาณ (บาท)", "Budget (baht)";
    owner_label: "ผู้รับผิดชอบ", "Owner";
    due_label: "กำหนดเสร็จ", "Due";
    legal_deadline: "กำหนดเวลาตามกฎหมาย", "Legal deadline";
    penalty: "บทลงโทษ", "Penalty";
    citation: "ที่มา", "Source";
    weight: "น้ำหนัก", "Weight";

    // Findings
    findings: "สิ่งที่พบจากการสแกน", "What the scans found";
    findings_about: "ค่าที่พบถูกปกปิดก่อนบันทึกทุกค่า สิ่งที่พบเป็นข้อมูลประกอบการพิจารณาข้อที่เกี่ยวข้อง มิใช่ข้อวินิจฉัยว่ามีการกระทำผิด", "Every value is masked before it is recorded. A finding is relevant to a control; it does not say that the law was broken.";
    no_scans: "ยังไม่มีผลสแกนในรายงานนี้", "There is no scan in this report.";
    no_findings: "การสแกนไม่พบสิ่งที่ต้องรายงาน", "The scans found nothing to report.";
    no_findings_incomplete: "การสแกนไม่พบสิ่งที่ต้องรายงานในส่วนที่อ่านได้ แต่มีสิ่งที่อยู่ในขอบเขตซึ่งอ่านไม่ได้ จึงสรุปไม่ได้ว่าไม่มี", "Nothing was found in what could be read, but something in scope could not be read, so nothing is said to be clean.";
    scan_runs: "การสแกนที่นำมาประกอบ", "Scans taken into account";
    scanner: "การสแกน", "Scan";
    when: "เมื่อ", "When";
    scanned: "อ่านแล้ว", "Read";
    out_of_scope: "นอกขอบเขต", "Out of scope";
    not_read: "อ่านไม่ได้", "Not read";
    people: "จำนวนบุคคล", "People";
    rule: "เรื่องที่พบ", "Finding";
    severity: "ความรุนแรง", "Severity";
    count: "จำนวนแห่ง", "Places";
    findings_by_rule: "สรุปตามเรื่องที่พบ", "By rule";
    object: "แฟ้มหรือปลายทาง", "File or endpoint";
    exposure: "ผู้ที่อ่านได้", "Who can read it";
    sample: "ตัวอย่าง (ปกปิดแล้ว)", "Sample (masked)";
    relevant_to: "เกี่ยวข้องกับ", "Relevant to";
    what_to_do: "ข้อแนะนำ", "What to do";
    only_low: "พบเฉพาะที่มีความเชื่อมั่นต่ำ จึงนับไว้โดยไม่แสดงรายการ", "Found with low confidence only: counted, not listed.";
    scanner_personal_data: "ข้อมูลส่วนบุคคลในแฟ้ม", "Personal data in files";
    scanner_tls: "ใบรับรองและ TLS", "Certificates and TLS";
    severity_critical: "วิกฤต", "Critical";
    severity_high: "สูง", "High";
    severity_medium: "ปานกลาง", "Medium";
    severity_low: "ต่ำ", "Low";
    severity_info: "เพื่อทราบ", "Info";
    exposure_owner: "เจ้าของแฟ้ม", "Owner";
    exposure_group: "กลุ่มของแฟ้ม", "Group";
    exposure_everyone: "ทุกคนในเครื่อง", "Everyone";
    certificate: "ใบรับรอง", "certificate";

    // Lists
    lists: "ข้อที่ไม่เกี่ยวข้อง ข้อที่ยังไม่ทราบว่าเกี่ยวข้อง และข้อที่ขัดกัน", "Not applicable, undetermined, contradicted and in conflict";
    list_marked: "ข้อที่หน่วยงานระบุว่าไม่เกี่ยวข้อง", "Marked not applicable by the agency";
    list_marked_about: "ไม่นับในตัวเลขทุกค่า และจะกลับเป็น “ยังไม่ประเมิน” เมื่อพ้นกำหนด", "Left out of every figure; each counts as not assessed again on its expiry.";
    list_expired: "พ้นกำหนดแล้ว", "expired";
    list_excluded: "ข้อที่ไม่เกี่ยวข้องตามข้อเท็จจริง", "Not applicable by fact";
    list_excluded_about: "เงื่อนไขของข้อไม่เป็นจริงตามข้อเท็จจริงที่ตอบไว้", "Their condition does not hold by the facts given.";
    list_undetermined: "ข้อที่ยังไม่ทราบว่าเกี่ยวข้องหรือไม่", "Undetermined";
    list_undetermined_about: "นับเป็นข้อที่เกี่ยวข้อง จนกว่าจะตอบข้อเท็จจริงที่ขาด", "Counted as applicable until the missing fact is answered.";
    list_contradicted: "คำตอบที่ขัดกับผลสแกน", "Answers that a scan contradicts";
    list_contradicted_about: "คำตอบ “มี” ถูกนับเป็น “มีบางส่วน” จนกว่าจะแก้ไขหรือสแกนซ้ำ", "A “met” counts as “partial” until it is mended or scanned again.";
    list_conflicts: "คำตอบที่ผู้ตอบสองคนให้ไว้ต่างกัน", "Answers on which two people differ";
    list_conflicts_about: "นับตามค่าที่แย่กว่า จนกว่าจะมีผู้ตัดสิน", "Counted as the worse until somebody decides.";
    control: "ข้อ", "Control";
    reason: "เหตุผล", "Reason";
    approver: "ผู้อนุมัติ", "Approved by";
    expires: "ใช้ได้ถึงก่อนวันที่", "Until before";
    missing_facts: "ข้อเท็จจริงที่ยังไม่ทราบ", "Unknown facts";
    contradicting: "ผลสแกนที่ขัดกับคำตอบ", "Findings against it";
    about_what: "เรื่อง", "About";
    who_said: "ผู้ให้ข้อมูล", "Who said what";
    withdrawn: "ถอนแล้ว", "withdrawn";
    document_date: "ลงวันที่", "Dated";
    document_pages: "หน้า", "Pages";
    removed: "ลบเนื้อหาแล้ว", "Removed";
    mark_against_answers: "มีผู้ระบุว่าไม่เกี่ยวข้อง พร้อมกับที่มีผู้ตอบข้อนี้", "Marked not applicable while somebody answered it.";
    kind_answer: "คำตอบ", "Answer";
    kind_not_applicable: "ความเกี่ยวข้อง", "Applicability";
    kind_fact: "ข้อเท็จจริง", "Fact";
    kind_system: "ระบบ", "System";
    kind_remark: "หมายเหตุ", "Remark";
    kind_owner: "ผู้รับผิดชอบ", "Owner";
    kind_person: "บทบาทของบุคคล", "A person's roles";
    kind_stage: "สถานะการดำเนินการ", "State of work";
    kind_waiver: "การยอมรับความเสี่ยง", "Waiver";
    kind_measure: "มาตรการ", "Measure";
    kind_due: "กำหนดเสร็จ", "Due date";
    kind_evidence: "หลักฐาน", "Evidence";

    // Method
    method: "วิธีการและข้อจำกัด", "Method and limits";
    method_result: "ผลของแต่ละข้อ", "The result of a control";
    method_result_text: "หน่วยงานตอบรายการหลักฐานของแต่ละข้อว่า มี มีบางส่วน หรือไม่มี ผลของข้อเป็นไปตามคำตอบเหล่านั้นและเลือกเองไม่ได้ ข้อที่ตอบ “มี” ครบทุกรายการมีผลเป็น “มี” ข้อที่ตอบ “ไม่มี” ทุกรายการมีผลเป็น “ไม่มี” ข้อที่ยังมีรายการไม่ได้ตอบมีผลเป็น “ยังไม่ประเมิน” นอกนั้นมีผลเป็น “มีบางส่วน” ผลสแกนลดคำตอบ “มี” เป็น “มีบางส่วน” ได้ แต่เปลี่ยนคำตอบใดให้เป็น “มี” ไม่ได้", "The agency answers the evidence rows of each control: met, partial or not met. The result follows from the rows and cannot be picked. All rows met is met; all rows not met is not met; a row without an answer makes the control not assessed; anything else is partial. A scan can lower a “met” to “partial”; it can never turn an answer into “met”.";
    method_weight: "น้ำหนัก", "Weights";
    method_weight_text: "ข้อที่กฎหมายใช้คำว่า “ต้อง” และมีบทลงโทษหรือกำหนดเวลา มีน้ำหนัก 3 ข้อ “ต้อง” อื่นมีน้ำหนัก 2 ข้อ “ควร” และ “อาจ” มีน้ำหนัก 1 หน่วยงานเปลี่ยนน้ำหนักไม่ได้", "A “must” with a penalty or a deadline in law weighs 3, another “must” 2, “should” and “may” 1. Agencies cannot change the weights.";
    method_score: "คะแนน", "The score";
    method_score_text: "คะแนนคือผลรวมของน้ำหนักคูณค่าของแต่ละข้อ หารด้วยผลรวมของน้ำหนักทุกข้อที่เกี่ยวข้อง โดย “มี” มีค่า 1 “มีบางส่วน” มีค่า ½ และ “ไม่มี” มีค่า 0 ขอบล่างนับรายการที่ยังไม่ตอบเป็น “ไม่มี” ขอบบนนับเป็น “มี” ร้อยละทุกค่าตัดเศษทิ้งที่ทศนิยมตำแหน่งที่หนึ่ง ไม่ปัดขึ้น ค่ารวมคิดจากทุกข้อ มิใช่ค่าเฉลี่ยของแต่ละหมวด", "The score is the sum of weight times value over all applicable controls, divided by the sum of their weights; met is 1, partial ½, not met 0. The lower bound counts unanswered rows as not met, the upper bound as met. Percentages are cut to one decimal, never rounded up. The overall figure is over all controls, not the mean of sections.";
    method_worked: "คำนวณจากตัวเลขของหน่วยงานนี้", "With this agency's own numbers";
    method_levels: "ระดับ", "Levels";
    method_levels_text: "ระดับถือตามขอบล่างของคะแนน และไม่เกิน “ต้องปรับปรุง” ตราบที่ยังมีข้อ “ต้อง” ข้อใดมีผลเป็น “ไม่มี” หรือ “ยังไม่ประเมิน” เว้นแต่ข้อนั้นอาศัยแหล่งที่ยังไม่ยืนยันเพียงแหล่งเดียว", "The level is the band of the lower bound, and no higher than “Needs improvement” while a “must” control is not met or not assessed, unless its duty rests on an unverified source alone.";
    band: "ขอบล่างของคะแนน", "Lower bound of the score";
    method_gate: "เกณฑ์ตัดสิน", "The gate";
    method_gate_text: "เกณฑ์ที่หน่วยงานใช้ตัดสิน เขียนไว้ในแฟ้ม phrom.yaml ผลเป็น “ผ่าน” เมื่อผ่านทุกเกณฑ์", "What the agency's gate asks, as written in phrom.yaml. It passes where every key holds.";
    gate_key: "เกณฑ์", "Key";
    gate_bound: "กำหนด", "Bound";
    gate_actual: "ที่ได้", "Found";
    gate_verdict: "ผล", "Verdict";
    method_strength: "ความหนักแน่นของหลักฐาน", "Strength of evidence";
    method_strength_text: "0 มีเพียงคำตอบ · 1 อ้างถึงเอกสาร · 2 มีแฟ้มและค่าแฮช · 3 ผลสแกนหรือผลทดสอบ · 4 ผู้ตรวจสอบอิสระ ตัวเลข “มีหลักฐานรองรับ” นับตั้งแต่ระดับ 2 ขึ้นไปที่ยังไม่พ้นกำหนด", "0 the answer alone · 1 a document is named · 2 a file with its hash · 3 a scan or test · 4 an independent audit. “Backed by evidence” counts 2 and above that has not expired.";
    method_sureness: "ความมั่นใจในตัวบทกฎหมาย", "How sure we are of the law";
    method_sureness_text: "ทุกข้ออ้างอิงมีเครื่องหมายบอกว่าอ่านจากแหล่งใด ข้อความที่ยังไม่ยืนยันไม่ถือเป็นกฎหมาย และไม่ทำให้ระดับถูกจำกัดโดยลำพัง", "Every citation carries a mark that says what was read. What is unverified is not law, and never caps the level alone.";
    sureness_gazette: "ราชกิจจานุเบกษา", "Royal Gazette";
    sureness_copy: "สำเนาตัวบท", "official text, in a copy";
    sureness_secondary: "แหล่งทุติยภูมิ", "secondary source";
    sureness_unverified: "ยังไม่ยืนยัน", "unverified";
    method_limits: "ข้อจำกัด", "Limits";
    limit_self: "รายงานนี้เป็นการประเมินตนเอง ไม่ใช่การรับรอง ไม่ใช่ความเห็นทางกฎหมาย และไม่แทนการตรวจสอบโดยผู้ตรวจสอบอิสระ", "This is a self-assessment. It is not a certification, not a legal opinion, and no substitute for an independent audit.";
    limit_clean: "การไม่พบสิ่งใดจากการสแกน หมายถึงไม่พบในส่วนที่อ่านได้เท่านั้น", "Where a scan found nothing, it found nothing in what it could read.";
    limit_origin: "ลายพิมพ์แสดงว่าข้อมูลสอดคล้องกัน มิได้พิสูจน์ว่าผู้ใดเป็นผู้จัดทำ", "A fingerprint shows that data agree; it does not prove who made them.";
    not_read_head: "สิ่งที่อยู่ในขอบเขตแต่อ่านไม่ได้", "In scope, not read";
    not_read_none: "การสแกนอ่านทุกสิ่งที่อยู่ในขอบเขตได้ครบ", "Everything in scope was read.";
    out_of_scope_head: "สิ่งที่อยู่นอกขอบเขต (นับไว้ ไม่มีผลต่อตัวเลขใด)", "Out of scope (counted, changes nothing)";
    cause: "เหตุ", "Reason";
    amount: "จำนวน", "Number";
    carried: "อายุของข้อมูลที่ใช้สแกน", "Age of what the scanners carry";
    carried_what: "ข้อมูล", "Data";
    carried_on: "ข้อมูล ณ วันที่", "Taken on";
    carried_age: "อายุ", "Age";
    ephemeral: "กุญแจสำหรับทำลายพิมพ์เป็นกุญแจชั่วคราว ใช้ครั้งเดียวแล้วทิ้ง ผลครั้งนี้จึงเทียบกับครั้งอื่นไม่ได้", "The fingerprint key was thrown away after the run: its results cannot be compared with another run.";

    // Appendices
    checklist: "ภาคผนวก ก รายการประเมินทั้งหมด", "Appendix A. The whole checklist";
    checklist_about: "ทุกข้อตามลำดับของชุดกฎหมาย พร้อมรายการหลักฐาน คำตอบ และหมายเหตุ รหัส E อ้างถึงทะเบียนหลักฐานในภาคผนวก ข", "Every control in pack order, with its evidence rows, answers and remarks. E numbers refer to the evidence register in Appendix B.";
    result: "ผล", "Result";
    question_head: "ข้อและคำถาม", "Control and question";
    rows_head: "รายการหลักฐานและคำตอบ", "Evidence rows and answers";
    remark: "หมายเหตุของหน่วยงาน", "The agency's remark";
    note: "ข้อสังเกตเกี่ยวกับตัวบท", "Note on the law";
    found_here: "ผลสแกนที่เกี่ยวข้อง", "Relevant findings";
    no_controls: "ไม่มีข้อในชุดกฎหมายที่ใช้", "The packs in use hold no controls.";
    must: "ต้อง", "must";
    should: "ควร", "should";
    may: "อาจ", "may";
    register: "ภาคผนวก ข ทะเบียนหลักฐาน", "Appendix B. Evidence register";
    register_about: "หลักฐานทุกชิ้นที่อ้างในรายงาน ค่าแฮชใช้ตรวจว่าแฟ้มไม่ได้ถูกเปลี่ยน", "Every piece of evidence the report refers to. The hash shows whether a file was changed.";
    register_empty: "ยังไม่มีหลักฐานในแบบประเมินนี้", "There is no evidence in this assessment yet.";
    evidence: "หลักฐาน", "Evidence";
    strength: "ความหนักแน่น", "Strength";
    stored: "ที่เก็บและค่าแฮช", "Place and hash";
    used_by: "ใช้กับข้อ", "Used by";
    expired: "พ้นกำหนด", "expired";
    copied: "มีสำเนาในแฟ้มแบบประเมิน", "copied into the assessment";
    packs: "ภาคผนวก ค ชุดกฎหมายและแหล่งอ้างอิง", "Appendix C. Packs and legal sources";
    packs_about: "ข้อความในชุดกฎหมายเรียบเรียงขึ้นใหม่เพื่อใช้ประเมิน การอ้างอิงมาตราเป็นไปตามตัวบท", "The texts of the packs are our own wording; the citations are exact.";
    no_packs: "ไม่มีชุดกฎหมายในแบบประเมินนี้", "No pack is in use.";
    version: "รุ่น", "Version";
    pack_status: "สถานะ", "Status";
    status_preview: "รุ่นทดลอง รหัสข้ออาจเปลี่ยน", "preview: ids may change";
    status_stable: "รหัสข้อถาวร", "ids are permanent";
    status_withdrawn: "เลิกใช้ คงไว้สำหรับแบบประเมินเดิม", "withdrawn, kept for old assessments";
    source: "แหล่งอ้างอิง", "Source";
    published: "ประกาศเมื่อ", "Published";
    in_force: "ใช้บังคับ", "In force";
    confidence: "ความมั่นใจ", "Confidence";

    // Keys of the gate
    key_max_statutory_gaps: "ข้อบังคับตามกฎหมายที่ยังขาด ไม่เกิน", "Open statutory duties, at most";
    key_min_coverage: "ความครอบคลุม อย่างน้อย", "Coverage, at least";
    key_min_score: "ขอบล่างของคะแนน อย่างน้อย", "Lower bound of the score, at least";
    key_min_evidence: "มีหลักฐานรองรับ อย่างน้อย", "Backed by evidence, at least";
    key_max_contradictions: "คำตอบที่ขัดกับผลสแกน ไม่เกิน", "Answers a scan contradicts, at most";
    key_max_conflicts: "คำตอบที่ขัดกันเอง ไม่เกิน", "Answers in conflict, at most";

    // Levels
    level_urgent: "ต้องเร่งดำเนินการ", "Urgent action needed";
    level_improve: "ต้องปรับปรุง", "Needs improvement";
    level_mostly: "พร้อมเป็นส่วนใหญ่", "Mostly ready";
    level_ready: "พร้อม", "Ready";

    // Security category
    impact_low: "ต่ำ", "low";
    impact_medium: "กลาง", "medium";
    impact_high: "สูง", "high";
}

impl Words {
    /// The header of the plan's table, column by column.
    pub(crate) fn plan_columns(&self) -> [&'static str; 16] {
        [
            self.number_label,
            self.horizon_label,
            self.statutory,
            self.control_id_label,
            self.system_id_label,
            self.control_label,
            self.system_label,
            self.gap_label,
            self.measure_label,
            self.owner_label,
            self.budget_baht_label,
            self.start_label,
            self.due_label,
            self.statutory_due_label,
            self.status_label,
            self.overdue,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sentence_is_empty_or_in_the_wrong_language() {
        let thai = |text: &str| text.chars().any(|c| ('\u{e00}'..='\u{e7f}').contains(&c));
        let th = serde_json::to_value(words(Lang::Th)).unwrap();
        let en = serde_json::to_value(words(Lang::En)).unwrap();
        for (name, text) in th.as_object().unwrap() {
            let text = text.as_str().unwrap();
            assert!(thai(text) || name == "no_value", "{name}: {text}");
        }
        for (name, text) in en.as_object().unwrap() {
            let text = text.as_str().unwrap();
            assert!(!text.is_empty() && !thai(text), "{name}: {text}");
        }
    }
}
