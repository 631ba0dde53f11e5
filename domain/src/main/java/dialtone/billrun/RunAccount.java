package dialtone.billrun;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.invoice.InvoiceId;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * An account of a run.
 *
 * @param reason   why it could not be billed; empty unless it failed
 * @param total    of its invoice, or of what it would be
 * @param attempts how often it was tried
 * @param at       when it came into its state; empty while it waits for the first time
 */
public record RunAccount(
        BillingAccountId account,
        BillRun.AccountState state,
        Optional<Rejection> reason,
        Optional<InvoiceId> invoice,
        Optional<Money> total,
        int attempts,
        Optional<Instant> at) {}
