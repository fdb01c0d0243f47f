//! All links.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Decision, Event, Holder, Link, Others, Request};
use crate::extent::Extent;

/// Links of one line of QUERY LINKS.
const PER_LINE: usize = 4;

/// All links to minidisks that a member knows of, its own and those of other members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkTable {
    by_holder: BTreeMap<Holder, Link>,
    by_extent: BTreeMap<Extent, BTreeSet<Holder>>,
}

impl LinkTable {
    /// Whether a link is given. The table stays as it is.
    pub fn decide(&self, request: &Request) -> Decision {
        let others = self.links(request.extent).filter(|link| link.holder != request.holder);
        Decision::new(request.mode.access, others.collect::<Others>())
    }

    /// Decides and takes in what came of it: the event to tell other members of, if any.
    pub fn request(&mut self, request: &Request) -> (Decision, Option<Event>) {
        let decision = self.decide(request);
        let Request { extent, owner, holder, mode } = *request;
        let event = decision
            .granted()
            .map(|granted| Event::Linked(Link { extent, owner, holder, mode, granted }));
        if let Some(event) = &event {
            self.apply(event);
        }
        (decision, event)
    }

    /// Takes in what happened here or at another member. What cannot be (a holder who has no
    /// link gives one back) changes nothing.
    pub fn apply(&mut self, event: &Event) {
        match *event {
            Event::Linked(link) => self.insert(link),
            Event::Detached(holder) => {
                self.remove(holder);
            }
            Event::Renumbered { holder, device } => {
                if let Some(link) = self.remove(holder) {
                    self.insert(Link { holder: Holder { device, ..holder }, ..link });
                }
            }
            Event::UserGone { member, user } => {
                self.remove_all(|holder| holder.member == member && holder.user == user);
            }
            Event::MemberGone(member) => self.remove_all(|holder| holder.member == member),
        }
    }

    /// The link of a holder.
    pub fn get(&self, holder: Holder) -> Option<&Link> {
        self.by_holder.get(&holder)
    }

    /// All links, by their holders: what a member that joins is told, as [`Event::Linked`].
    pub fn iter(&self) -> impl Iterator<Item = &Link> {
        self.by_holder.values()
    }

    /// The links to an extent, by their holders.
    pub fn links(&self, extent: Extent) -> impl Iterator<Item = &Link> {
        let holders = self.by_extent.get(&extent).into_iter().flatten();
        holders.filter_map(|holder| self.by_holder.get(holder))
    }

    /// QUERY LINKS: `MAINT    0190 R/W, LINUX1   0190 R/O`, four links a line.
    pub fn query(&self, extent: Extent) -> Vec<String> {
        let entry = |link: &Link| {
            let Holder { user, device, .. } = link.holder;
            format!("{user:<8} {device:04X} {}", link.granted)
        };
        let entries: Vec<String> = self.links(extent).map(entry).collect();
        entries.chunks(PER_LINE).map(|line| line.join(", ")).collect()
    }

    fn insert(&mut self, link: Link) {
        self.remove(link.holder);
        self.by_extent.entry(link.extent).or_default().insert(link.holder);
        self.by_holder.insert(link.holder, link);
    }

    fn remove(&mut self, holder: Holder) -> Option<Link> {
        let link = self.by_holder.remove(&holder)?;
        if let Some(holders) = self.by_extent.get_mut(&link.extent) {
            holders.remove(&holder);
            if holders.is_empty() {
                self.by_extent.remove(&link.extent);
            }
        }
        Some(link)
    }

    fn remove_all(&mut self, gone: impl Fn(&Holder) -> bool) {
        let holders: Vec<Holder> =
            self.by_holder.keys().filter(|holder| gone(holder)).copied().collect();
        for holder in holders {
            self.remove(holder);
        }
    }
}
