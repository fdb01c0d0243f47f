//! Minidisks that CP has accessed: the parm disk from IPL on, as A.

use alloc::sync::Arc;

use spin::Mutex;

use crate::ipl::parm_disk::ParmDisk;

static PARM_DISK: Mutex<Option<Arc<ParmDisk>>> = Mutex::new(None);

/// The IPL has read SYSTEM CONFIG from it.
pub fn access_parm_disk(disk: ParmDisk) {
    *PARM_DISK.lock() = Some(Arc::new(disk));
}

/// The parm disk; none where CP was started without one.
pub fn parm_disk() -> Option<Arc<ParmDisk>> {
    PARM_DISK.lock().clone()
}
