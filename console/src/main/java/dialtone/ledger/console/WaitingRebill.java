package dialtone.ledger.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.When;
import dialtone.invoice.RebillRequest;

/**
 * An invoice that is to be made again when a second person approves it.
 *
 * @param total of the new one, as it was when it was asked for
 */
public record WaitingRebill(String invoice, String reason, String total, String by, When at) {

    static WaitingRebill of(RebillRequest request) {
        return new WaitingRebill(
                request.invoice().value(),
                request.reason(),
                Amounts.text(request.total()),
                request.askedBy(),
                When.of(request.askedAt()));
    }
}
