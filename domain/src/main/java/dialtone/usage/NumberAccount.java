package dialtone.usage;

import dialtone.party.BillingAccountId;
import dialtone.rating.UsageCycles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Who pays for the use of a number, and by which tariff, for a time {@code [validFrom, validTo)}.
 *
 * @param id        of the row that serialises the use of the number
 * @param zone      of the billing account, in which days begin
 * @param cycles    that use is counted in
 * @param tariffId  of the prices of the plan and what was ordered with it
 * @param validFrom midnight that begins the day of activation, or when the number's former time ended, if that is later
 * @param validTo   empty while the number is in use
 * @param billedTo  first day of the earliest bill cycle whose use is on no invoice; empty while none is
 * @param barred    whether the number has been barred in this time, or is; most never are
 * @param sharedAllowance what it shares with other lines of the account in this time
 */
public record NumberAccount(
        long id,
        String msisdn,
        BillingAccountId account,
        ZoneId zone,
        UsageCycles cycles,
        String tariffId,
        Instant validFrom,
        Optional<Instant> validTo,
        Optional<LocalDate> billedTo,
        boolean barred,
        Optional<Long> sharedAllowance) {

    /** Whether use that begins at this instant is this account's. */
    public boolean serves(String number, Instant startedAt) {
        return msisdn.equals(number)
                && !startedAt.isBefore(validFrom)
                && validTo.map(startedAt::isBefore).orElse(true);
    }

    /** First day of the bill cycle that an instant falls into. */
    public LocalDate cycleOf(Instant startedAt) {
        return cycles.startOf(startedAt, zone);
    }

    /** First day of the month of the calendar that an instant falls into, which limits of what is spent count by. */
    public LocalDate monthOf(Instant startedAt) {
        return UsageCycles.MONTHS.startOf(startedAt, zone);
    }

    /**
     * First day of the cycle whose invoice has use of that cycle, when it is rated now: of November and billed to 2026-12-01 it came late and
     * is December's.
     *
     * @return empty when it is on the invoice of its own cycle
     */
    public Optional<LocalDate> lateFor(LocalDate cycle) {
        return billedTo.filter(cycle::isBefore);
    }
}
