//! Transcripts: files of stanzas, each some commands, `----`, and what the members said.
//!
//! `BLESS=1 cargo test -p ssi --test transcripts` writes them anew after a change on purpose, so
//! that its review shows what operators will see. Commands, a line each; NAME is the last life of
//! a member, later lives are shown as NAME/2 and so on:
//!
//! | command | does |
//! |---|---|
//! | `ipl NAME [ssi NAME] [slot N NAME] [repair]` | IPLs it; with another SYSTEM CONFIG |
//! | `run 5s` | lets time pass |
//! | `kill NAME`, `stop NAME 60s`, `cut NAME 60s` | as the simulator does |
//! | `damage BLOCK` | a block of the PDR goes bad |
//! | `stop-waiting`, `leave`, `go-down`, `end NAME`, `set-down NAME OTHER` | commands |
//! | `query NAME` | QUERY SSI |

use std::path::Path;
use std::{env, fs};

use formats::pdr::Name;
use ssi::sim::{Clock, EPOCH, World};
use ssi::{Action, Command, Event, SECOND, Timing, Tod};

const MEMBERS: [&str; 4] = ["LTICVM2", "LTICVM9", "LTICVM5", "LTICVM4"];
/// What the clocks show when the world begins: 14:50:38, so that the first second is the paper's.
const BEGINS: Tod = 53_438;

/// A cluster of the paper's four members, and the lives that there were.
struct Stage {
    world: World,
    lives: Vec<String>,
    shown: usize,
}

impl Stage {
    fn new() -> Self {
        let names = MEMBERS.map(Name::new);
        let world = World::new(name("LTICS1"), &names, 1, Timing::STANDARD);
        Self { world, lives: Vec::new(), shown: 0 }
    }

    fn perform(&mut self, line: &str) -> Vec<String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let life = |n: usize| self.lives.iter().rposition(|life| life == words[n]);
        let life = |n: usize| life(n).unwrap_or_else(|| panic!("no life of {}", words[n]));
        let result = match words[0] {
            "ipl" => self.ipl(&words[1..]),
            "run" => self.world.run(seconds(words[1])),
            "kill" => {
                self.world.kill(life(1));
                Ok(())
            }
            "stop" => {
                self.world.stop(life(1), seconds(words[2]));
                Ok(())
            }
            "cut" => {
                self.world.cut(life(1), seconds(words[2]));
                Ok(())
            }
            "damage" => {
                self.world.volume.damage(words[1].parse().expect("a block number"));
                Ok(())
            }
            "stop-waiting" => self.world.happen(life(1), Event::Command(Command::StopWaiting)),
            "leave" => self.world.happen(life(1), Event::Command(Command::Leave)),
            "go-down" => self.world.happen(life(1), Event::Command(Command::GoDown)),
            "end" => self.world.happen(life(1), Event::Command(Command::End)),
            "set-down" => {
                let command = Command::SetSsiDown(name(words[2]));
                self.world.happen(life(1), Event::Command(command))
            }
            "query" => return self.world.query_ssi(life(1)).lines(date),
            other => panic!("no such command: {other}"),
        };
        result.unwrap_or_else(|violation| panic!("{line}: {violation}"));
        self.new_lines()
    }

    fn ipl(&mut self, words: &[&str]) -> Result<(), ssi::sim::Violation> {
        let slot = MEMBERS.iter().position(|member| *member == words[0]).expect("a member");
        let mut config = self.world.config(slot as u16 + 1).expect("a slot");
        let mut repair = false;
        match words[1..] {
            [] => (),
            ["ssi", other] => config.ssi_name = name(other),
            ["slot", n, other] => config.slots[n.parse::<usize>().unwrap() - 1] = Name::new(other),
            ["repair"] => repair = true,
            _ => panic!("no such IPL: {words:?}"),
        }
        self.lives.push(words[0].into());
        // A clock a little apart for each life, as no two IPLs begin in the same unit of it.
        let offset = EPOCH + self.lives.len() as Tod;
        self.world.ipl(config, Clock { offset, drift: 0 }, repair).map(|_| ())
    }

    /// What was said since the last time.
    fn new_lines(&mut self) -> Vec<String> {
        let said = &self.world.said[self.shown..];
        let mut lines = Vec::new();
        for (time, life, action) in said {
            let (_, time) = date(EPOCH + time);
            let who = self.label(*life);
            match action {
                Action::Say(message) => {
                    let (number, severity) = (message.number(), message.severity());
                    lines.push(format!("{time} {who}: HCPPLM{number}{severity:?} {message}"));
                    let table = message.table();
                    lines.extend(table.iter().map(|line| format!("{time} {who}: {line}")));
                }
                Action::AbendPlm006 => lines.push(format!("{time} {who}: abend PLM006")),
                other => lines.push(format!("{time} {who}: ({other:?})")),
            }
        }
        self.shown = self.world.said.len();
        lines
    }

    fn label(&self, life: usize) -> String {
        let name = &self.lives[life];
        match self.lives[..life].iter().filter(|other| *other == name).count() {
            0 => name.clone(),
            before => format!("{name}/{}", before + 1),
        }
    }
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

fn seconds(text: &str) -> Tod {
    text.strip_suffix('s').and_then(|text| text.parse().ok()).map(|n: Tod| n * SECOND).expect("5s")
}

fn date(tod: Tod) -> (String, String) {
    if tod < EPOCH {
        return ("00/00/00".into(), "00:00:00".into());
    }
    let time = BEGINS + (tod - EPOCH) / SECOND;
    let (hours, minutes, seconds) = (time / 3600 % 24, time / 60 % 60, time % 60);
    ("12/13/11".into(), format!("{hours:02}:{minutes:02}:{seconds:02}"))
}

/// The transcript with what is said now in place of what it says.
fn played(transcript: &str) -> String {
    let mut stage = Stage::new();
    let mut played = String::new();
    for stanza in transcript.trim_end().split("\n\n") {
        let commands = stanza.split("\n----").next().unwrap_or_default().trim_end();
        if !played.is_empty() {
            played.push_str("\n\n");
        }
        played.push_str(commands);
        let said: Vec<String> = commands
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(|line| stage.perform(line))
            .collect();
        if commands.lines().any(|line| !line.starts_with('#')) {
            played.push_str("\n----");
        }
        for line in said {
            played.push('\n');
            played.push_str(&line);
        }
    }
    played + "\n"
}

#[test]
fn transcripts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the transcripts") {
        let path = entry.expect("a transcript").path();
        let transcript = fs::read_to_string(&path).expect("a text");
        let played = played(&transcript);
        count += 1;
        if env::var_os("BLESS").is_some() {
            fs::write(&path, played).expect("writing a transcript");
        } else {
            assert_eq!(transcript, played, "{}: BLESS=1 accepts it", path.display());
        }
    }
    assert!(count >= 8, "only {count} transcripts found");
}
