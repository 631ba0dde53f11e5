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
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /**
     * Opens another billing account for a customer, in the home currency and zone.
     *
     * <p>Rejections: {@code UNKNOWN_CUSTOMER} (field {@code customer}); {@code REQUIRED}, {@code TOO_LONG} (field {@code name}); {@code
     * INVALID_CYCLE_DAY} (field {@code cycleDay}); {@code TOO_MANY_ACCOUNTS} a customer has at most {@value #MAX_ACCOUNTS}.
     *
     * @param name     as its invoices are addressed
     * @param cycleDay day of the month that its bill cycles begin on, 1 to {@value BillingAccount#MAX_CYCLE_DAY}
     */
    public Outcome<BillingAccount> open(CustomerId id, String name, int cycleDay) {
        // the customer's row is the lock that two at once wait for
        Optional<Customer> customer =
                Optional.ofNullable(entities.find(Customer.class, id, LockModeType.PESSIMISTIC_WRITE));
        if (customer.isEmpty()) {
            return Outcome.rejected(Rejection.at("customer", "UNKNOWN_CUSTOMER", "There is no such customer."));
        }
        Optional<Rejection> refused = nameRefusal(name);
        if (refused.isPresent()) {
            return Outcome.rejected(refused.get());
        }
        if (cycleDay < 1 || cycleDay > BillingAccount.MAX_CYCLE_DAY) {
            return Outcome.rejected(Rejection.at(
                    "cycleDay",
                    "INVALID_CYCLE_DAY",
                    "A bill cycle begins on a day from 1 to " + BillingAccount.MAX_CYCLE_DAY + "."));
        }
        if (accounts(id).size() >= MAX_ACCOUNTS) {
            return Outcome.rejected(
                    Rejection.of("TOO_MANY_ACCOUNTS", "A customer has at most " + MAX_ACCOUNTS + " billing accounts."));
        }
        BillingAccount account = new BillingAccount(
                new BillingAccountId("BAC-" + next("BILLING_ACCOUNT_SEQ")),
                customer.get(),
                name,
                HOME_CURRENCY,
                HOME_ZONE,
                cycleDay,
                LocalDate.ofInstant(clock.instant(), HOME_ZONE));
        entities.persist(account);
        entities.flush();
        return Outcome.accepted(account);
    }

    /**
     * Addresses the invoices of an account otherwise, from now on.
     *
     * <p>Rejections: {@code UNKNOWN_ACCOUNT}; {@code REQUIRED}, {@code TOO_LONG} (field {@code name}).
     */
    public Outcome<BillingAccount> rename(BillingAccountId id, String name) {
        Optional<BillingAccount> account =
                Optional.ofNullable(entities.find(BillingAccount.class, id, LockModeType.PESSIMISTIC_WRITE));
        if (account.isEmpty()) {
            return Outcome.rejected(Rejection.of("UNKNOWN_ACCOUNT", "There is no such billing account."));
        }
        Optional<Rejection> refused = nameRefusal(name);
        if (refused.isPresent()) {
            return Outcome.rejected(refused.get());
        }
        account.get().rename(name);
        return Outcome.accepted(account.get());
    }

    private static Optional<Rejection> nameRefusal(String name) {
        if (name.isBlank()) {
            return Optional.of(Rejection.at("name", "REQUIRED", "An account has a name."));
        }
        return name.length() > BillingAccount.MAX_NAME
                ? Optional.of(Rejection.at(
                        "name", "TOO_LONG", "A name has at most " + BillingAccount.MAX_NAME + " characters."))
                : Optional.empty();
    }

    /**
     * Billing accounts by their ids: of a customer, or all.
     *
     * @param ids   none: any
     * @param limit at most {@link Page#MAX_LIMIT}
     */
    public Page<BillingAccount> accounts(Set<String> ids, Set<String> customers, int offset, int limit) {
        Map<String, Set<String>> given = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            given.put("a.id.value in :ids", ids);
        }
        if (!customers.isEmpty()) {
            given.put("a.customer.value in :customers", customers);
        }
        // a condition that is not asked for is not there: an OR with it would keep the indexes from use
        String from =
                "from BillingAccount a" + (given.isEmpty() ? "" : " where " + String.join(" and ", given.keySet()));
        TypedQuery<BillingAccount> rows =
                entities.createQuery("select a " + from + " order by a.id.value", BillingAccount.class);
        TypedQuery<Long> total = entities.createQuery("select count(a) " + from, Long.class);
        for (TypedQuery<?> each : List.of(rows, total)) {
            given.forEach(
                    (condition, values) -> each.setParameter(condition.substring(condition.indexOf(':') + 1), values));
        }
        return new Page<>(
                rows.setFirstResult(offset)
                        .setMaxResults(Math.clamp(limit, 1, Page.MAX_LIMIT))
                        .getResultList(),
                offset,
                total.getSingleResult());
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

    /**
     * Names of customers; one that is not there is left out. One statement, by the primary key.
     *
     * @param ids at most {@link Page#MAX_LIMIT}
     */
    public Map<CustomerId, String> names(Set<CustomerId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        if (ids.size() > Page.MAX_LIMIT) {
            throw new IllegalArgumentException("Of at most " + Page.MAX_LIMIT + " customers, not " + ids.size());
        }
        return entities.createQuery("select c from Customer c where c.id.value in :ids", Customer.class)
                .setParameter("ids", ids.stream().map(CustomerId::value).toList())
                .getResultStream()
                .collect(Collectors.toMap(Customer::id, Customer::name));
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
