//! Program-interruption codes.

use crate::codes::codes;

codes! {
    /// A program-interruption code, without the bits for PER and transactional execution (PoP,
    /// figure 6-1).
    pub struct ProgramInterruption(u16) {
        OPERATION = 0x01 "operation exception",
        PRIVILEGED_OPERATION = 0x02 "privileged-operation exception",
        EXECUTE = 0x03 "execute exception",
        PROTECTION = 0x04 "protection exception",
        ADDRESSING = 0x05 "addressing exception",
        SPECIFICATION = 0x06 "specification exception",
        DATA = 0x07 "data exception",
        FIXED_POINT_OVERFLOW = 0x08 "fixed-point-overflow exception",
        FIXED_POINT_DIVIDE = 0x09 "fixed-point-divide exception",
        DECIMAL_OVERFLOW = 0x0a "decimal-overflow exception",
        DECIMAL_DIVIDE = 0x0b "decimal-divide exception",
        HFP_EXPONENT_OVERFLOW = 0x0c "HFP-exponent-overflow exception",
        HFP_EXPONENT_UNDERFLOW = 0x0d "HFP-exponent-underflow exception",
        HFP_SIGNIFICANCE = 0x0e "HFP-significance exception",
        HFP_FLOATING_POINT_DIVIDE = 0x0f "HFP-floating-point-divide exception",
        SEGMENT_TRANSLATION = 0x10 "segment-translation exception",
        PAGE_TRANSLATION = 0x11 "page-translation exception",
        TRANSLATION_SPECIFICATION = 0x12 "translation-specification exception",
        SPECIAL_OPERATION = 0x13 "special-operation exception",
        OPERAND = 0x15 "operand exception",
        TRACE_TABLE = 0x16 "trace-table exception",
        TRANSACTION_CONSTRAINT = 0x18 "transaction-constraint exception",
        VECTOR_PROCESSING = 0x1b "vector-processing exception",
        SPACE_SWITCH_EVENT = 0x1c "space-switch event",
        HFP_SQUARE_ROOT = 0x1d "HFP-square-root exception",
        PC_TRANSLATION_SPECIFICATION = 0x1f "PC-translation-specification exception",
        AFX_TRANSLATION = 0x20 "AFX-translation exception",
        ASX_TRANSLATION = 0x21 "ASX-translation exception",
        LX_TRANSLATION = 0x22 "LX-translation exception",
        EX_TRANSLATION = 0x23 "EX-translation exception",
        PRIMARY_AUTHORITY = 0x24 "primary-authority exception",
        SECONDARY_AUTHORITY = 0x25 "secondary-authority exception",
        LFX_TRANSLATION = 0x26 "LFX-translation exception",
        LSX_TRANSLATION = 0x27 "LSX-translation exception",
        ALET_SPECIFICATION = 0x28 "ALET-specification exception",
        ALEN_TRANSLATION = 0x29 "ALEN-translation exception",
        ALE_SEQUENCE = 0x2a "ALE-sequence exception",
        ASTE_VALIDITY = 0x2b "ASTE-validity exception",
        ASTE_SEQUENCE = 0x2c "ASTE-sequence exception",
        EXTENDED_AUTHORITY = 0x2d "extended-authority exception",
        LSTE_SEQUENCE = 0x2e "LSTE-sequence exception",
        ASTE_INSTANCE = 0x2f "ASTE-instance exception",
        STACK_FULL = 0x30 "stack-full exception",
        STACK_EMPTY = 0x31 "stack-empty exception",
        STACK_SPECIFICATION = 0x32 "stack-specification exception",
        STACK_TYPE = 0x33 "stack-type exception",
        STACK_OPERATION = 0x34 "stack-operation exception",
        ASCE_TYPE = 0x38 "ASCE-type exception",
        REGION_FIRST_TRANSLATION = 0x39 "region-first-translation exception",
        REGION_SECOND_TRANSLATION = 0x3a "region-second-translation exception",
        REGION_THIRD_TRANSLATION = 0x3b "region-third-translation exception",
        MONITOR_EVENT = 0x40 "monitor event",
        PER_EVENT = 0x80 "PER event",
        CRYPTO_OPERATION = 0x119 "crypto-operation exception",
    }
}

/// In the stored code: a PER event, alone or beside the code in the bits right of it.
const PER: u16 = 0x0080;
/// In the stored code: the transaction was aborted.
const TRANSACTION_ABORTED: u16 = 0x0200;

impl ProgramInterruption {
    /// The code of the stored halfword, and whether a PER event came with it.
    ///
    /// A PER event alone is [`Self::PER_EVENT`].
    pub const fn of_stored(stored: u16) -> (Self, bool) {
        let per = stored & PER != 0;
        match stored & !PER & !TRANSACTION_ABORTED {
            0 if per => (Self::PER_EVENT, true),
            code => (Self(code), per),
        }
    }

    /// Whether the translation-exception identification (TEID) tells the address: the exceptions
    /// of DAT, and protection.
    pub const fn has_teid(self) -> bool {
        matches!(
            self,
            Self::PROTECTION
                | Self::SEGMENT_TRANSLATION
                | Self::PAGE_TRANSLATION
                | Self::ASCE_TYPE
                | Self::REGION_FIRST_TRANSLATION
                | Self::REGION_SECOND_TRANSLATION
                | Self::REGION_THIRD_TRANSLATION
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_is_told_apart_from_the_code() {
        let cases = [
            (0x0011, ProgramInterruption::PAGE_TRANSLATION, false),
            (0x0091, ProgramInterruption::PAGE_TRANSLATION, true),
            (0x0080, ProgramInterruption::PER_EVENT, true),
            (0x0204, ProgramInterruption::PROTECTION, false),
        ];
        for (stored, code, per) in cases {
            assert_eq!(ProgramInterruption::of_stored(stored), (code, per));
        }
    }

    #[test]
    fn codes_print_as_their_names() {
        assert_eq!(ProgramInterruption(0x10).to_string(), "segment-translation exception");
        assert_eq!(ProgramInterruption(0x14).to_string(), "0014");
        assert_eq!(
            format!("{:?}", ProgramInterruption::DATA),
            "ProgramInterruption(0x0007, data exception)"
        );
    }
}
