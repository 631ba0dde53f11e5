package dialtone.invoice.tmf;

import dialtone.party.BillingAccountId;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.bind.annotation.JsonbProperty;
import org.jspecify.annotations.Nullable;

/** TMF678 CustomerBillOnDemand_Create, what of it says something here: {@code {"billingAccount": {"id": "BAC-100001"}}}. */
public record BillOnDemandRequestView(
        @Nullable EntityRef billingAccount,
        @JsonbProperty("@type") @Nullable String type) {

    /** @throws TmfRefusal MISSING */
    BillingAccountId account() {
        if (billingAccount == null || billingAccount.id() == null) {
            throw TmfRefusal.at("billingAccount.id", "MISSING", "The account that is to be billed.");
        }
        return new BillingAccountId(billingAccount.id());
    }
}
