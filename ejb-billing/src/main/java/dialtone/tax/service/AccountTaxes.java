package dialtone.tax.service;

import dialtone.invoice.InvoiceTax;
import dialtone.invoice.LineOfferings;
import dialtone.invoice.service.TaxSource;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.LineOfferingRows;
import dialtone.tax.DraftTax;
import dialtone.tax.TaxProfile;
import dialtone.tax.TaxProvider;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Taxes of billing accounts, by a {@link TaxProvider} bean where an installation has one, and else by its tables. Two statements for each 250
 * accounts, none for an invoice. Who asks has locked the accounts' rows in BILLING_ACCOUNT, as {@link TaxProfiles#tell} does: what an invoice is
 * taxed by is then what its recipient is stored with.
 */
@ApplicationScoped
public class AccountTaxes implements TaxSource {

    @EJB
    private TaxReference reference;

    @Inject
    @Any
    private Instance<TaxProvider> providers;

    private final Optional<TaxProvider> ownProvider;

    @SuppressWarnings("NullAway") // the container injects
    public AccountTaxes() {
        ownProvider = Optional.empty();
    }

    /** Outside a container. */
    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"})
    public AccountTaxes(TaxReference reference) {
        this.reference = reference;
        this.ownProvider = Optional.of(reference.tables().taxes());
    }

    @Override
    public InvoiceTax load(Connection connection, Collection<BillingAccountId> accounts) throws SQLException {
        List<String> ids = accounts.stream().map(BillingAccountId::value).toList();
        return new DraftTax(
                provider(),
                reference.tables().categories(),
                ProfileRows.profiles(connection, ids),
                LineOfferingRows.ofItems(connection, ids));
    }

    /** Taxes of what an account would be billed for, were it of this profile: nothing is read. */
    public InvoiceTax assuming(BillingAccountId account, TaxProfile profile, LineOfferings offerings) {
        return new DraftTax(provider(), reference.tables().categories(), Map.of(account, profile), offerings);
    }

    private TaxProvider provider() {
        return ownProvider.orElseGet(() -> providers.stream()
                .findFirst()
                .orElseGet(() -> reference.tables().taxes()));
    }
}
