use jiff::civil::date;
use phrom_checklists::answer::{Answer, EvidenceKind, NotApplicable, Subject};
use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::journal::Change;
use phrom_checklists::scan::Scanner;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::*;
use crate::ui::desk::{Job, JobKind};
use crate::ui::keys::Key;

fn subject(control: &str) -> Subject {
    Subject { control: control.parse().unwrap(), system: None }
}

fn answered(control: &str, row: &str, answer: Answer) -> Change {
    Change::RowAnswered { subject: subject(control), rev: Some(1), row: row.parse().unwrap(), answer }
}

#[test]
fn answers_land_in_the_desk() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter>yn");
    let policy = [
        answered("cyber-policy", "policy", Answer::Met),
        answered("cyber-policy", "approval", Answer::NotMet),
    ];
    assert_eq!(robot.desk.changes(), policy);
    robot.sees("All rows answered: partial");
    robot.sees("saved 14:05");
    robot.keys("<space>w");
    assert_eq!(robot.desk.changes()[2], answered("cyber-contacts", "names", Answer::Partial));
    robot.keys("q");
    assert_eq!(robot.ended, Some(Exit::Quit));
}

#[test]
fn answers_by_menu() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter><enter>j<enter>");
    assert_eq!(robot.desk.changes(), [answered("cyber-policy", "policy", Answer::Partial)]);
    robot.sees("partial");
}

#[test]
fn clear_and_undo() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter>ykx");
    let row = "policy".parse().unwrap();
    let cleared = Change::RowCleared { subject: subject("cyber-policy"), rev: Some(1), row };
    assert_eq!(robot.desk.changes()[1], cleared);
    robot.keys("u");
    robot.sees("Undone: withdrawn answer · A cybersecurity policy");
    assert_eq!(robot.desk.changes().len(), 1);
    robot.keys("u");
    robot.sees("Undone: answer “met” · A cybersecurity policy");
    robot.keys("u");
    robot.sees("You have no change to undo.");
}

#[test]
fn a_thai_keyboard_needs_no_switching() {
    // c, Enter, Enter, y, n, then undo: แ … ั ื ี
    let mut robot = Robot::new(Memory::new());
    robot.keys("แ<enter><enter>ัื");
    assert_eq!(robot.desk.changes().len(), 2);
    robot.keys("ี");
    assert_eq!(robot.desk.changes().len(), 1);
    robot.keys("ศ");
    robot.sees("คำตอบ");
    robot.keys("ๆ");
    assert_eq!(robot.ended, Some(Exit::Quit));
}

#[test]
fn digits_answer_nothing() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter>0123456789๑๒๓");
    assert!(robot.desk.changes().is_empty());
}

#[test]
fn a_failed_save_is_not_shown_as_saved() {
    let mut robot = Robot::new(Memory::new());
    robot.desk.full = true;
    robot.keys("c<enter><enter>y");
    robot.sees("Not saved: the disk is full");
    robot.sees("No space left on device");
    robot.sees("not saved · EN");
    robot.sees("· The policy in force                         no answer");
    robot.desk.full = false;
    robot.keys("y");
    robot.sees("saved 14:05");
    assert_eq!(robot.desk.changes().len(), 1);
}

#[test]
fn a_remark_in_thai_with_marks() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter>mน้ำท่วมปี ๒๕๖๙ ที่ทำการ<enter>ปิด quyn<esc>");
    let text = "น้ำท่วมปี ๒๕๖๙ ที่ทำการ\nปิด quyn".to_owned();
    let set = Change::RemarkSet { subject: subject("cyber-policy"), rev: Some(1), text };
    assert_eq!(robot.desk.changes(), [set]);
    robot.sees("น้ำท่วมปี ๒๕๖๙ ที่ทำการ");
    robot.keys("m<bs><bs><bs><bs><bs><c-r><esc>");
    assert_eq!(robot.desk.changes().len(), 1);
    assert_eq!(robot.ended, None);
}

#[test]
fn a_remark_that_cannot_be_saved_stays_open() {
    let mut robot = Robot::new(Memory::new());
    robot.desk.full = true;
    robot.keys("c<enter>mabc<esc>");
    robot.sees("Not saved: the disk is full");
    robot.desk.full = false;
    robot.keys("<esc>");
    assert_eq!(robot.desk.changes().len(), 1);
}

#[test]
fn drafts_are_kept_every_two_seconds_and_found_again() {
    let mut robot = Robot::new(Memory::new());
    let start = robot.now;
    assert_eq!(robot.app.patience(start), None, "an idle screen sleeps for ever");
    robot.keys("c<enter>mab");
    assert_eq!(robot.app.patience(start), Some(std::time::Duration::from_secs(2)));
    robot.now += jiff::SignedDuration::from_secs(1);
    robot.keys("c");
    assert_eq!(robot.app.patience(robot.now), Some(std::time::Duration::from_secs(1)));
    robot.event(Event::DraftDue);
    assert_eq!(robot.desk.drafts.get(&subject("cyber-policy")).unwrap(), "abc");
    assert_eq!(robot.app.patience(robot.now), None, "nothing new to draft");
    robot.event(Event::Terminate(15));
    assert_eq!(robot.ended, Some(Exit::Signal(15)));

    let mut again = Memory::new();
    again.drafts = robot.desk.drafts.clone();
    let mut robot = Robot::new(again);
    robot.keys("c<enter>m");
    robot.sees("An unsaved draft was found");
    robot.sees("abc");
    robot.keys("<esc>");
    assert_eq!(robot.desk.changes().len(), 1);
    assert!(robot.desk.drafts.is_empty());
}

#[test]
fn leaving_by_ctrl_c_keeps_the_draft() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter>mabc<c-c>");
    assert_eq!(robot.ended, Some(Exit::Quit));
    assert_eq!(robot.desk.drafts.len(), 1);
}

#[test]
fn not_applicable_asks_reason_approver_expiry() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter>a<enter><enter><enter>");
    robot.sees("› Reason");
    robot.sees("needed");
    robot.keys("ไม่มีระบบนี้<enter>ผอ. กองกลาง<enter>31/12/70<enter>");
    robot.sees("four-digit year");
    robot.keys("<bs><bs>2570<enter>");
    let mark = NotApplicable {
        reason: "ไม่มีระบบนี้".to_owned(),
        approver: "ผอ. กองกลาง".to_owned(),
        expires: date(2027, 12, 31),
    };
    let set = Change::NotApplicableSet { subject: subject("cyber-policy"), rev: Some(1), mark };
    assert_eq!(robot.desk.changes(), [set]);
    robot.sees("Not applicable: ไม่มีระบบนี้");
    robot.keys("y");
    robot.sees("x withdraws the mark");
    robot.keys("x");
    assert_eq!(robot.desk.changes().len(), 2);
    robot.sees_not("Not applicable: ไม่มีระบบนี้");
}

#[test]
fn a_mark_must_end_in_the_future() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter>ax<enter>y<enter>25/11/2569<enter>");
    robot.sees("The day must lie after today.");
    assert!(robot.desk.changes().is_empty());
}

#[test]
fn owner_and_due() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter>oกองกลาง<enter>d28 ก.พ. 2570<enter>");
    let owner = Change::OwnerSet {
        subject: subject("cyber-policy"),
        rev: Some(1),
        owner: Some("กองกลาง".to_owned()),
    };
    let due = Change::DueSet { subject: subject("cyber-policy"), rev: Some(1), due: Some(date(2027, 2, 28)) };
    assert_eq!(robot.desk.changes(), [owner, due]);
    robot.sees("28 Feb 2027 · in 95 days");
}

#[test]
fn evidence_by_path_by_citation_and_off_again() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter>e<enter>'/srv/แผน ปี 2570.pdf'<c-s>");
    robot.sees("Attached: แผน ปี 2570.pdf");
    robot.sees("01234567…");
    robot.keys("ej<enter>หนังสือ 12<enter>ตู้ 3<enter><enter>");
    let row = "policy".parse().unwrap();
    let held = &robot.desk.state.evidence[&(subject("cyber-policy"), row)];
    let kinds: Vec<_> = held.values().filter_map(|h| h.heads[0].value.as_ref()).map(|e| e.kind).collect();
    assert_eq!(kinds, [EvidenceKind::File, EvidenceKind::Cited]);
    robot.keys("eG<enter>");
    robot.sees_not("ตู้ 3");
    robot.sees("แผน ปี 2570.pdf");
}

#[test]
fn a_scan_result_backs_a_row() {
    let mut robot = Robot::new(Memory::busy());
    robot.keys("/contacts");
    robot.keys("<esc>c<enter><enter>ejj");
    robot.sees("Use the scan as evidence: certificates and TLS, 20 Nov 2026");
    robot.keys("<enter>");
    let Change::EvidenceAttached { evidence, .. } = &robot.desk.changes()[0] else { panic!("attached") };
    assert_eq!(
        (evidence.kind, evidence.place.as_str()),
        (EvidenceKind::Scan, "scans/20261120T030000Z-5f06a1b2.jsonl")
    );
}

#[test]
fn filter_narrows_and_esc_clears() {
    let mut robot = Robot::new(Memory::busy());
    robot.keys("c/encryp");
    robot.sees("Encrypted connections");
    robot.sees("2 controls");
    robot.keys("<enter>");
    robot.sees("“encryp” · Esc clears");
    robot.keys("j<enter>");
    robot.sees("Civil registry");
    robot.keys("<esc><esc><esc>");
    robot.sees("Governance");
    robot.keys("/zzz");
    robot.sees("Nothing matches.");
    robot.keys("<esc>");
    robot.sees("Governance");
}

#[test]
fn filter_takes_letters_that_are_commands() {
    let mut robot = Robot::new(Memory::busy());
    robot.keys("c/quit:?<enter>");
    assert_eq!(robot.ended, None);
    robot.sees("“quit:?”");
}

#[test]
fn the_language_switches_live() {
    let mut robot = Robot::new(Memory::busy());
    robot.sees("What to do next");
    robot.keys("L");
    robot.sees("ทำอะไรต่อ");
    robot.keys("c<enter><enter>L");
    robot.sees("Does the agency keep");
}

#[test]
fn home_steps_lead_where_they_are_done() {
    let mut robot = Robot::new(Memory::new());
    robot.sees("State the facts that decide which controls apply");
    robot.keys("<enter>");
    robot.sees("critical information infrastructure");
    robot.keys("y");
    let fact = Change::FactSet { fact: "is-cii".parse().unwrap(), system: None, value: "true".to_owned() };
    assert_eq!(robot.desk.changes(), [fact]);
    // The next one is a date, where letters do not answer.
    robot.keys("y");
    robot.sees("press Enter to answer");
    robot.keys("<enter>1/10/2569<enter>");
    assert_eq!(robot.desk.state.fact(&"cii-since".parse().unwrap(), None), Some("2026-10-01"));
    robot.keys("j<enter>j<enter>");
    assert_eq!(robot.desk.state.fact(&"size".parse().unwrap(), None), Some("large"));
    robot.keys("<esc>");
    robot.sees("Send the audit summary to the Office");
    robot.sees("25 days late");
}

#[test]
fn contradicted_by_a_scan() {
    let mut robot = Robot::new(Memory::busy());
    robot.sees("A scan contradicts: Encrypted connections");
    robot.keys("<enter>");
    robot.sees("A scan contradicts the answer");
    robot.sees("⚠ Old TLS versions accepted (high)");
}

#[test]
fn systems_are_added_changed_and_removed() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("Saระบบเงินเดือน<enter>Payroll 2<enter>กองคลัง<enter><right>");
    robot.keys("<c-s>");
    robot.sees("State all three levels, or none.");
    robot.keys("<left>");
    robot.keys("<c-s>");
    let id: phrom_checklists::id::SystemId = "payroll-2".parse().unwrap();
    let found = robot.desk.state.living_systems().find(|(known, _)| **known == id).unwrap().1.clone();
    assert_eq!((found.name.th.as_str(), found.owner.as_deref()), ("ระบบเงินเดือน", Some("กองคลัง")));
    assert_eq!(found.category, None);
    robot.keys("e<enter><enter><enter><right><enter><right><right><enter><right><right><right><enter><c-s>");
    let found = robot.desk.state.living_systems().next().unwrap().1.category.unwrap();
    assert!(found.confidentiality < found.integrity && found.integrity < found.availability);
    robot.keys("x");
    assert_eq!(robot.desk.state.living_systems().count(), 0);
    robot.keys("u");
    assert_eq!(robot.desk.state.living_systems().count(), 1);
}

#[test]
fn a_bad_endpoint_is_refused() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("Sax<enter><enter><enter><enter><enter><enter><enter><enter>mail<c-s>");
    robot.sees("host:port, several with commas");
    assert!(robot.desk.changes().is_empty());
}

#[test]
fn a_scan_runs_in_the_background() {
    let mut robot = Robot::new(Memory::new());
    robot.desk.hold = true;
    robot.keys("sd/srv/hr<enter>");
    let Job::Scan(job) = &robot.desk.running[0].0 else { panic!("a scan") };
    assert_eq!((job.scanner, job.targets.as_slice()), (Scanner::PersonalData, &["/srv/hr".to_owned()][..]));
    robot.sees("62 %");
    robot.sees("620 read · 31.0 MB · 2 could not be read");
    // Other work goes on meanwhile, and a second scan is refused.
    robot.keys("<esc>");
    robot.sees("scanning");
    robot.keys("c<enter><enter>y");
    assert_eq!(robot.desk.changes().len(), 1);
    robot.keys("sd");
    robot.sees("work of this kind is still running");
    robot.desk.release();
    robot.event(Event::Redraw);
    robot.sees("Scan finished and recorded: 12,397 read");
    robot.sees("encrypted");
}

#[test]
fn a_scan_is_stopped() {
    let mut robot = Robot::new(Memory::new());
    robot.desk.hold = true;
    robot.keys("stmail.example.go.th:25<enter>x");
    robot.sees("Stopped; nothing was recorded.");
    assert!(robot.desk.scans.is_empty());
}

#[test]
fn findings_are_filtered_and_lead_to_their_control() {
    let mut robot = Robot::new(Memory::busy());
    robot.keys("f");
    robot.sees("1 of 2");
    robot.sees_not("08×");
    robot.keys("v");
    robot.sees("1 of 3");
    robot.keys("G");
    robot.sees("a\\x1b[31m\\n.txt:1");
    robot.keys("/old tls<enter><enter>");
    robot.sees("Turn off TLS 1.0 and 1.1");
    robot.keys("<enter>");
    robot.sees("Does the agency keep encrypted connections");
}

#[test]
fn a_finding_is_read_to_its_controls() {
    let mut desk = Memory::busy();
    desk.findings[0].masked = "TLS 1.0, ".repeat(12);
    let mut robot = Robot::at(desk, 60, 16, Options { lang: Lang::En, ..OPTIONS });
    robot.keys("f<enter>");
    robot.sees_not("› Encrypted connections");
    robot.keys("jjj");
    robot.sees("› Encrypted connections");
    robot.keys("<home>");
    robot.sees("tls-old-version");
    robot.keys("<end><enter>");
    robot.sees("Does the agency keep encrypted connections");
}

#[test]
fn the_report_is_written_and_said() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("r<enter>");
    robot.sees("Report written: my-agency/reports/readiness-en.pdf (812.3 kB)");
    robot.keys("jj<enter><right><c-s>");
    robot.sees("Report written");
}

#[test]
fn a_job_that_cannot_start_says_why() {
    let mut robot = Robot::new(Memory::new());
    robot.desk.full = true;
    robot.keys("r<enter>");
    robot.sees("cannot start");
    robot.desk.full = false;
    robot.keys("<enter>");
    robot.sees("Report written");
}

#[test]
fn help_and_palette() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter>?");
    robot.sees("Answer the row: met");
    robot.keys("<esc>:รายงาน<enter>");
    robot.sees("The report holds all results");
    robot.keys(":quit<enter>");
    assert_eq!(robot.ended, Some(Exit::Quit));
}

#[test]
fn the_palette_says_why_not() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter>:answer the row: met in<enter>");
    robot.sees("press Enter to go to the rows first");
}

#[test]
fn read_only_says_why() {
    let mut desk = Memory::new();
    desk.read_only = Some(Text {
        th: "เปิดอยู่ในโปรแกรมอื่น".to_owned(),
        en: "another program has it open".to_owned(),
    });
    let mut robot = Robot::new(desk);
    robot.sees("read-only");
    robot.keys("c<enter><enter>y");
    robot.sees("Not now: another program has it open.");
    robot.keys("u");
    robot.sees("another program has it open");
    robot.keys("o");
    robot.sees("another program has it open");
    assert!(robot.desk.changes().is_empty());
}

#[test]
fn too_small_says_so_and_quits() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter>");
    robot.resize(50, 10);
    robot.sees("60×16 needed, 50×10 now");
    robot.keys("y");
    assert!(robot.desk.changes().is_empty(), "what is not seen is not answered");
    robot.resize(40, 10);
    robot.sees("40×10 now");
    robot.resize(60, 16);
    robot.keys("y");
    assert_eq!(robot.desk.changes().len(), 1);
    robot.resize(1, 1);
    robot.keys("ๆ");
    assert_eq!(robot.ended, Some(Exit::Quit));
}

#[test]
fn on_a_narrow_screen_enter_opens() {
    let mut robot = Robot::at(Memory::new(), 60, 16, Options { lang: Lang::En, ..OPTIONS });
    robot.keys("c<enter>");
    robot.sees("A list of contacts");
    robot.sees_not("Does the agency keep");
    robot.keys("<enter>");
    robot.sees("Does the agency keep");
    robot.sees_not("A list of contacts");
    robot.keys("<esc>");
    robot.sees("A list of contacts");
    robot.keys("<esc><esc>");
    robot.sees("What to do next");
}

#[test]
fn pasted_text_is_no_command() {
    let mut robot = Robot::new(Memory::new());
    robot.keys("c<enter><enter>");
    robot.event(Event::Paste("yynq".to_owned()));
    assert!(robot.desk.changes().is_empty() && robot.ended.is_none());
    robot.keys("m");
    robot.event(Event::Paste("ก\u{1b}[31m\r\n".repeat(3_000)));
    robot.keys("<esc>");
    assert_eq!(robot.desk.changes().len(), 1);
}

#[test]
fn suspend_comes_back() {
    let mut robot = Robot::new(Memory::new());
    let flow = robot.app.handle(Event::Key(Key::Ctrl('z')), robot.now, &mut robot.desk);
    assert_eq!(flow, Flow::Suspend);
    let flow = robot.app.handle(Event::Continued, robot.now, &mut robot.desk);
    assert_eq!(flow, Flow::Redraw);
}

#[test]
fn the_loop_itself() {
    let (sender, events) = crossbeam_channel::unbounded();
    let mut desk = Memory::new();
    let now: Timestamp = "2026-11-25T07:05:00Z".parse().unwrap();
    let mut app = App::new(OPTIONS, &desk, sender.clone(), now);
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    for key in script("c<enter><enter>y<c-z>q") {
        sender.send(Event::Key(key)).unwrap();
    }
    let mut recovered = Vec::new();
    let exit = crate::ui::pump(&mut app, &mut desk, &mut terminal, &events, &|| now, &mut |flow| {
        recovered.push(flow);
        Ok(())
    });
    assert_eq!(exit.unwrap(), Exit::Quit);
    assert_eq!(recovered, [Flow::Suspend]);
    assert_eq!(desk.changes().len(), 1);
}

#[test]
fn a_flood_of_events_loses_none() {
    let (sender, events) = crossbeam_channel::unbounded();
    let mut desk = Memory::new();
    let now: Timestamp = "2026-11-25T07:05:00Z".parse().unwrap();
    let mut app = App::new(OPTIONS, &desk, sender.clone(), now);
    let mut terminal = Terminal::new(TestBackend::new(60, 16)).unwrap();
    for key in script("c<enter>m") {
        sender.send(Event::Key(key)).unwrap();
    }
    for _ in 0..1_000 {
        sender.send(Event::Key(Key::Char('a'))).unwrap();
        sender.send(Event::Redraw).unwrap();
    }
    for key in script("<esc>q") {
        sender.send(Event::Key(key)).unwrap();
    }
    crate::ui::pump(&mut app, &mut desk, &mut terminal, &events, &|| now, &mut |_| Ok(())).unwrap();
    let Change::RemarkSet { text, .. } = &desk.changes()[0] else { panic!("a remark") };
    assert_eq!(text.len(), 1_000);
}

#[test]
fn every_job_kind_ends_by_dropping_its_news() {
    let (sender, events) = crossbeam_channel::unbounded();
    for kind in [JobKind::Scan, JobKind::Report, JobKind::Attach] {
        drop(crate::ui::desk::News::new(kind, sender.clone()));
        assert_eq!(events.try_recv().unwrap(), Event::Ended(kind));
    }
}
