package dialtone.party.tmf;

import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.hierarchy.AccountRelationship;
import dialtone.hierarchy.service.AccountHierarchies;
import dialtone.ledger.service.Ledger;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.tax.TaxProfile;
import dialtone.tax.service.TaxProfiles;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Billing accounts as TMF666 answers them, by either of its names for them. */
@Dependent
public class AccountReading {

    private static final String CUSTOMER = "relatedParty.id";

    @EJB
    private Parties parties;

    @EJB
    private Ledger ledger;

    @EJB
    private TaxProfiles profiles;

    @EJB
    private AccountHierarchies hierarchies;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public AccountReading() {}

    String find(String id, @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, BillingAccountView.class);
        BillingAccount account =
                parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("account", id));
        return ResourceJson.write(view(account), selection);
    }

    /** By id; filters {@code id} and {@code relatedParty.id}. */
    Response list(UriInfo uri, @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, BillingAccountView.class);
        QueryFilter filter = QueryFilter.of(uri.getQueryParameters(), Set.of("id", CUSTOMER), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<BillingAccount> page =
                parties.accounts(filter.values("id"), filter.values(CUSTOMER), range.offset(), range.limit());
        Page<BillingAccountView> shown = new Page<>(views(page.rows()), page.offset(), page.total());
        return range.answer(shown, Function.identity(), selection, uri.getRequestUri());
    }

    BillingAccountView view(BillingAccount account) {
        return views(List.of(account)).getFirst();
    }

    private List<BillingAccountView> views(List<BillingAccount> accounts) {
        List<BillingAccountId> ids = accounts.stream().map(BillingAccount::id).toList();
        Map<BillingAccountId, List<Money>> balances = ledger.balances(ids);
        Map<BillingAccountId, TaxProfile> taxed = profiles.ofAccounts(ids);
        Map<BillingAccountId, List<AccountRelationship>> belongs = hierarchies.ofChildren(ids).relationships().stream()
                .filter(each -> !each.to().equals(Optional.of(each.from())))
                .collect(Collectors.groupingBy(AccountRelationship::child));
        Map<CustomerId, String> names =
                parties.names(accounts.stream().map(BillingAccount::customer).collect(Collectors.toSet()));
        return accounts.stream()
                .map(account -> BillingAccountView.of(
                        account,
                        names.getOrDefault(account.customer(), ""),
                        balances.getOrDefault(account.id(), List.of()),
                        belongs.getOrDefault(account.id(), List.of()),
                        Objects.requireNonNull(taxed.get(account.id())),
                        clock.instant()))
                .toList();
    }
}
