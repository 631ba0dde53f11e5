package dialtone.invoice.tmf;

import dialtone.base.Rejection;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.RunAccount;
import dialtone.billrun.service.BillsOnDemand.Asked;
import dialtone.invoice.InvoiceId;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.RelatedEntity;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * TMF678 CustomerBillOnDemand, as it is answered.
 *
 * @param description  why there is no bill; nothing otherwise
 * @param customerBill when it is there
 * @param relatedParty who has the account
 * @param state        inProgress, done, rejected where there is nothing to bill, terminatedWithError
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "description",
    "lastUpdate",
    "billingAccount",
    "customerBill",
    "relatedParty",
    "state",
    "type"
})
public record BillOnDemandView(
        String id,
        String href,
        @Nullable String description,
        Instant lastUpdate,
        EntityRef billingAccount,
        @Nullable EntityRef customerBill,
        RelatedEntity relatedParty,
        String state,
        @JsonbProperty("@type") String type) {

    static final String PATH = "/tmf-api/customerBillManagement/v4/customerBillOnDemand/";

    static BillOnDemandView of(Asked asked) {
        RunAccount account = asked.account();
        String id = Long.toString(asked.run().id());
        return new BillOnDemandView(
                id,
                PATH + id,
                account.reason().map(Rejection::message).orElse(null),
                account.at().orElse(asked.run().stateAt()),
                EntityRef.to(account.account().value(), "BillingAccount"),
                account.invoice().map(BillOnDemandView::bill).orElse(null),
                RelatedEntity.customer(asked.customer().value()),
                state(account.state()),
                "CustomerBillOnDemand");
    }

    private static EntityRef bill(InvoiceId invoice) {
        return new EntityRef(invoice.value(), CustomerBillView.PATH + invoice, null, "CustomerBill");
    }

    private static String state(AccountState state) {
        return switch (state) {
            case WAITING -> "inProgress";
            case BILLED -> "done";
            case CONSOLIDATED, NOTHING, CARRIED_OVER, CANCELLED -> "rejected";
            case FAILED -> "terminatedWithError";
        };
    }
}
