//! Every instruction that CP performs.

use super::{Context, Ended, addresses, clocks, control, keys, moves, psw, system, tables};
use crate::Instruction;

/// An instruction of the table.
pub struct Entry {
    /// Its code, as [`Instruction::code`] has it.
    pub code: u16,
    /// Its mnemonic.
    pub name: &'static str,
    /// Whether it is for the supervisor state only.
    pub privileged: bool,
    pub(super) handler: fn(&mut Context<'_>, Instruction) -> Ended,
}

macro_rules! table {
    ($($code:literal $name:literal $state:ident $handler:path,)+) => {
        /// Every instruction that CP performs, in the order of the codes.
        pub const TABLE: &[Entry] = &[
            $(Entry {
                code: $code,
                name: $name,
                privileged: table!(@ $state),
                handler: $handler,
            },)+
        ];
    };
    (@ privileged) => { true };
    (@ any) => { false };
}

table! {
    0x0107 "SCKPF" privileged clocks::set_clock_programmable_field,
    0x8000 "SSM" privileged psw::set_system_mask,
    0x8200 "LPSW" privileged psw::load_psw,
    0x8300 "DIAG" privileged system::diagnose,
    0x9900 "TRACE" privileged system::trace,
    0xAC00 "STNSM" privileged psw::store_then_and_system_mask,
    0xAD00 "STOSM" privileged psw::store_then_or_system_mask,
    0xAE00 "SIGP" privileged system::signal_processor,
    0xB100 "LRA" privileged addresses::load_real_address,
    0xB202 "STIDP" privileged system::store_cpu_id,
    0xB204 "SCK" privileged clocks::set_clock,
    0xB206 "SCKC" privileged clocks::set_clock_comparator,
    0xB207 "STCKC" privileged clocks::store_clock_comparator,
    0xB208 "SPT" privileged clocks::set_cpu_timer,
    0xB209 "STPT" privileged clocks::store_cpu_timer,
    0xB20A "SPKA" any psw::set_psw_key_from_address,
    0xB20B "IPK" any psw::insert_psw_key,
    0xB20D "PTLB" privileged tables::purge,
    0xB210 "SPX" privileged system::set_prefix,
    0xB211 "STPX" privileged system::store_prefix,
    0xB212 "STAP" privileged system::store_cpu_address,
    0xB219 "SAC" any psw::set_address_space_control,
    0xB220 "SERVC" privileged system::service_call,
    0xB221 "IPTE" privileged tables::invalidate_page_table_entry,
    0xB224 "IAC" any psw::insert_address_space_control,
    0xB226 "EPAR" any control::extract_primary_asn,
    0xB227 "ESAR" any control::extract_secondary_asn,
    0xB229 "ISKE" privileged keys::insert_storage_key,
    0xB22A "RRBE" privileged keys::reset_reference_bit,
    0xB22B "SSKE" privileged keys::set_storage_key,
    0xB230 "CSCH" privileged system::clear_subchannel,
    0xB231 "HSCH" privileged system::halt_subchannel,
    0xB232 "MSCH" privileged system::modify_subchannel,
    0xB233 "SSCH" privileged system::start_subchannel,
    0xB234 "STSCH" privileged system::store_subchannel,
    0xB235 "TSCH" privileged system::test_subchannel,
    0xB236 "TPI" privileged system::test_pending_interruption,
    0xB237 "SAL" privileged system::ignored,
    0xB238 "RSCH" privileged system::resume_subchannel,
    0xB239 "STCRW" privileged system::store_channel_report_word,
    0xB23C "SCHM" privileged system::ignored,
    0xB246 "STURA" privileged addresses::store_using_real_address,
    0xB248 "PALB" privileged tables::purge_access_list,
    0xB24B "LURA" privileged addresses::load_using_real_address,
    0xB250 "CSP" privileged tables::compare_and_swap_and_purge,
    0xB25F "CHSC" privileged system::channel_subsystem_call,
    0xB276 "XSCH" privileged system::cancel_subchannel,
    0xB279 "SACF" any psw::set_address_space_control_fast,
    0xB27D "STSI" privileged system::store_system_information,
    0xB280 "LPP" privileged system::ignored,
    0xB2B1 "STFL" privileged system::store_facility_list,
    0xB2B2 "LPSWE" privileged psw::load_psw_extended,
    0xB2F0 "IUCV" privileged system::iucv,
    0xB600 "STCTL" privileged control::store_control,
    0xB700 "LCTL" privileged control::load_control,
    0xB905 "LURAG" privileged addresses::load_using_real_address,
    0xB925 "STURG" privileged addresses::store_using_real_address,
    0xB98A "CSPG" privileged tables::compare_and_swap_and_purge,
    0xB98D "EPSW" any psw::extract_psw,
    0xB98E "IDTE" privileged tables::invalidate_dat_table_entry,
    0xB9A0 "CLP" privileged system::call_logical_processor,
    0xB9A2 "PTF" privileged system::perform_topology_function,
    0xB9AF "PFMF" privileged keys::perform_frame_management,
    0xC800 "MVCOS" any moves::move_with_optional_specifications,
    0xD900 "MVCK" any moves::move_with_key,
    0xDA00 "MVCP" any moves::move_to_primary,
    0xDB00 "MVCS" any moves::move_to_secondary,
    0xE303 "LRAG" privileged addresses::load_real_address,
    0xE313 "LRAY" privileged addresses::load_real_address,
    0xE501 "TPROT" privileged addresses::test_protection,
    0xE502 "STRAG" privileged addresses::store_real_address,
    0xEB25 "STCTG" privileged control::store_control,
    0xEB2F "LCTLG" privileged control::load_control,
    0xEBD1 "SIC" privileged system::ignored,
}

/// The instruction of a code.
pub(super) fn find(code: u16) -> Option<&'static Entry> {
    TABLE.binary_search_by_key(&code, |entry| entry.code).ok().map(|n| &TABLE[n])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(TABLE.is_sorted_by(|a, b| a.code < b.code));
        assert_eq!(find(0xB2B2).map(|entry| entry.name), Some("LPSWE"));
        assert!(find(0xB2FF).is_none());
    }
}
