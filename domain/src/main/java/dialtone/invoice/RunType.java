package dialtone.invoice;

import java.time.LocalDate;

/** In whose turn an invoice is made (TMF678 CustomerBill, {@code runType}). It is stored with the invoice, and stays. */
public enum RunType {
    /** By the bill run of a cycle of its account. */
    ON_CYCLE,
    /** Out of turn: a bill on demand, and what takes its place; a credit note. */
    OFF_CYCLE;

    /**
     * First day whose cycles of use an invoice does not have in all. One out of turn is made on its last day, which goes on: of use it has what was in cycles that were over when that
     * day began, and of others what it has cost so far. To 1 December, one of the cycle has the use of November, and one that was asked for on 30 November has what had come of it.
     *
     * @param billedTo first day that the invoice does not have
     */
    public LocalDate useBilledTo(LocalDate billedTo) {
        return this == OFF_CYCLE ? billedTo.minusDays(1) : billedTo;
    }
}
