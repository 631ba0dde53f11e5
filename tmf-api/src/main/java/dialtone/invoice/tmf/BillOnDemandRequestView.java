package dialtone.invoice.tmf;

import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.RelatedEntity;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TMF678 CustomerBillOnDemand_Create, what of it says something here: {@code {"billingAccount": {"id": "BAC-100001"}}}.
 *
 * @param relatedParty the customer whose account it is to be; may be left out
 */
public record BillOnDemandRequestView(
        @Nullable EntityRef billingAccount,
        @Nullable RelatedEntity relatedParty,
        @JsonbProperty("@type") @Nullable String type) {

    /** @throws TmfRefusal MISSING */
    BillingAccountId account() {
        if (billingAccount == null || billingAccount.id() == null) {
            throw TmfRefusal.at("billingAccount.id", "MISSING", "The account that is to be billed.");
        }
        return new BillingAccountId(billingAccount.id());
    }

    /** Whose account it is to be. @throws TmfRefusal MISSING, UNKNOWN_ROLE */
    Optional<CustomerId> customer() {
        if (relatedParty == null) {
            return Optional.empty();
        }
        if (relatedParty.id() == null) {
            throw TmfRefusal.at("relatedParty.id", "MISSING", "The customer whose account it is.");
        }
        if (!relatedParty.mayBeCustomer()) {
            throw TmfRefusal.at("relatedParty.role", "UNKNOWN_ROLE", "A bill is asked for the account of a customer.");
        }
        return Optional.of(new CustomerId(relatedParty.id()));
    }
}
