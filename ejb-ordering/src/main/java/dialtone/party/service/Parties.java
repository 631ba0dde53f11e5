package dialtone.party.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.Customer;
import dialtone.party.CustomerId;
import dialtone.party.NewCustomer;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Customers and their billing accounts. */
@Stateless
public class Parties {

    /** Longest text a search looks for. */
    public static final int MAX_SEARCH = 64;

    /** Accounts of one customer that are ever listed. */
    private static final int MAX_ACCOUNTS = 100;

    /** Where this operator's business days begin and what it charges in, until accounts are opened elsewhere. */
    private static final ZoneId HOME_ZONE = ZoneId.of("Europe/Berlin");

    private static final Currency HOME_CURRENCY = Currency.getInstance("EUR");

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public Parties() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    public Parties(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Makes a customer with a billing account in the home currency and zone.
     *
     * <p>Rejections: {@code REQUIRED}, {@code TOO_LONG}, {@code INVALID_EMAIL}, {@code UNDER_AGE}, {@code INVALID_BIRTH_DATE},
     * {@code INVALID_COUNTRY}; the field is the component of the command: {@code familyName}, {@code address.postalCode}.
     */
    public Outcome<Customer> create(NewCustomer command) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), HOME_ZONE);
        List<Rejection> refusals = NewCustomerChecks.check(command, today);
        if (!refusals.isEmpty()) {
            return Outcome.rejected(refusals);
        }
        Customer customer = new Customer(new CustomerId("CUS-" + next("CUSTOMER_SEQ")), command, clock.instant());
        entities.persist(customer);
        entities.persist(new BillingAccount(
                new BillingAccountId("BAC-" + next("BILLING_ACCOUNT_SEQ")), customer, HOME_CURRENCY, HOME_ZONE, today));
        entities.flush();
        return Outcome.accepted(customer);
    }

    private long next(String sequence) {
        Object value = entities.createNativeQuery("SELECT " + sequence + ".NEXTVAL FROM DUAL")
                .getSingleResult();
        return ((Number) value).longValue();
    }

    /**
     * Customers whose id or number of a line is the text, or whose name (family name first, or given name) or email begins
     * with it; by name. Case does not count.
     *
     * @param text empty: all; cut to {@value #MAX_SEARCH} characters
     */
    public Page<Customer> search(String text, int offset, int limit) {
        String sought = text.strip();
        sought = sought.substring(0, Math.min(sought.length(), MAX_SEARCH)).toLowerCase(Locale.ROOT);
        int first = Math.max(0, offset);
        TypedQuery<Customer> rows =
                entities.createQuery("select c " + FOUND + " order by c.searchName, c.id.value", Customer.class);
        TypedQuery<Long> total = entities.createQuery("select count(c) " + FOUND, Long.class);
        bind(rows, sought);
        bind(total, sought);
        return new Page<>(
                rows.setFirstResult(first)
                        .setMaxResults(Math.clamp(limit, 1, Page.MAX_LIMIT))
                        .getResultList(),
                first,
                total.getSingleResult());
    }

    private static final String FOUND = "from Customer c where c.searchName like :prefix escape '!'"
            + " or c.searchName like :word escape '!' or lower(c.email) like :prefix escape '!'"
            + " or lower(c.id.value) = :exact"
            + " or c.id.value in (select p.customer.value from Product p join p.services s join s.resources r"
            + " where r.identifier = :number)";

    private static void bind(TypedQuery<?> query, String sought) {
        String escaped = sought.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        // '' is NULL in Oracle: what is compared with is never empty
        query.setParameter("prefix", escaped + "%")
                .setParameter("word", "% " + escaped + "%")
                .setParameter("exact", sought.isEmpty() ? "-" : sought)
                .setParameter(
                        "number",
                        sought.isEmpty()
                                ? "-"
                                : sought.replaceAll("[+ /-]", " ").replace(" ", ""));
    }

    public Optional<Customer> find(CustomerId id) {
        return Optional.ofNullable(entities.find(Customer.class, id));
    }

    /** The customer's billing accounts, oldest first. */
    public List<BillingAccount> accounts(CustomerId id) {
        return entities.createQuery(
                        "select a from BillingAccount a where a.customer.value = :customer order by a.openedOn, a.id.value",
                        BillingAccount.class)
                .setParameter("customer", id.value())
                .setMaxResults(MAX_ACCOUNTS)
                .getResultList();
    }

    public Optional<BillingAccount> account(BillingAccountId id) {
        return Optional.ofNullable(entities.find(BillingAccount.class, id));
    }
}
