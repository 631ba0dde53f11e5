package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.billrun.AccountToBill;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.FamilyToBill;
import dialtone.billrun.NumberUse;
import dialtone.billrun.UnbilledAdjustment;
import dialtone.billrun.UnbilledCharge;
import dialtone.hierarchy.AccountHierarchy;
import dialtone.hierarchy.service.RelationshipRows;
import dialtone.invoice.BilledLine;
import dialtone.invoice.CreditNote;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceSection;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.Rebill;
import dialtone.invoice.service.CreditNoteRows;
import dialtone.invoice.service.InvoiceNumbers;
import dialtone.invoice.service.InvoiceRows;
import dialtone.invoice.service.TaxSource;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Columns;
import dialtone.ledger.service.Journal;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.Tariffs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * An invoice made again by the path of a bill run, within the caller's transaction: what its lines were for, calculated anew, and what has come to its cycle since
 * and is on no invoice. It locks the invoice, the adjustments that it has, its accounts and their numbers, in that order.
 */
final class Rebilling {

    private final Connection connection;
    private final Tariffs tariffs;
    private final TaxSource taxes;
    private final BillPolicy policy;
    private final Instant now;

    Rebilling(Connection connection, Tariffs tariffs, TaxSource taxes, BillPolicy policy, Instant now) {
        this.connection = connection;
        this.tariffs = tariffs;
        this.taxes = taxes;
        this.policy = policy;
        this.now = now;
    }

    /**
     * What would be issued.
     *
     * @param use     that the new invoice has
     * @param added what it has beside what was charged
     */
    record Ready(
            Invoice original,
            CreditNote.Prepared note,
            Rebill rebill,
            InvoiceDraft content,
            List<InvoiceTaxLine> taxes,
            Set<NumberUse> use,
            RunAdditions added) {

        /** The new invoice, without a number. */
        Invoice unnumbered() {
            return rebill.issued(new InvoiceId(""), content, taxes);
        }

        Invoice unnumberedNote() {
            return note.issued(new InvoiceId(""));
        }
    }

    /** The credit note and the invoice in the original's place. */
    record Issued(Invoice note, Invoice invoice) {}

    /**
     * Locks and calculates; nothing is stored.
     *
     * <p>Rejections: {@code NO_SUCH_INVOICE}; those of {@link CreditNote#of}; {@code PARTLY_CREDITED}; those of a bill run; those of {@link Rebill#content}.
     */
    Outcome<Ready> prepare(InvoiceId id, String reason) throws SQLException {
        Optional<CreditNoteRows.Creditable> found = CreditNoteRows.lock(connection, id);
        if (found.isEmpty()) {
            return Outcome.rejected(Rejection.of("NO_SUCH_INVOICE", "There is no such invoice."));
        }
        Invoice original = found.get().invoice();
        LocalDate today = CreditNoteRows.today(connection, original.account(), now);
        return switch (found.get().note().of(Set.of(), reason, today)) {
            case Outcome.Rejected<CreditNote.Prepared>(List<Rejection> reasons) -> Outcome.rejected(reasons);
            case Outcome.Accepted<CreditNote.Prepared>(CreditNote.Prepared note) ->
                found.get().isBegun()
                        ? Outcome.rejected(
                                Rejection.of(
                                        "PARTLY_CREDITED",
                                        "A line of it is credited already: credit the rest, or charge what is missing by an adjustment."))
                        : prepare(original, note, today);
        };
    }

    private Outcome<Ready> prepare(Invoice original, CreditNote.Prepared note, LocalDate today) throws SQLException {
        Set<String> accounts = new TreeSet<>();
        accounts.add(original.account().value());
        for (InvoiceSection section : original.content().parts()) {
            accounts.add(section.account().value());
        }
        Map<String, AccountReading.Head> heads = AccountReading.lock(connection, accounts);
        Map<Long, LockedNumber> numbers = LockedNumber.lock(connection, accounts, tariffs);
        AccountReading.Head payer = requireNonNull(heads.get(original.account().value()));
        Map<String, List<NumberUse>> use = use(
                original,
                numbers,
                original.content().runType().useBilledTo(original.cycle().to()));
        Set<Integer> addedLines = AdditionRows.linesOf(connection, original);
        AccountHierarchy hierarchy = RelationshipRows.of(connection, accounts);
        FamilyToBill family = FamilyToBill.again(
                original.account(),
                toBill(
                        original,
                        heads,
                        UseOnDemand.beside(use, UseOnDemand.again(original.lines(), numbers)),
                        addedLines),
                hierarchy,
                payer.until(original.cycle().to()),
                useThatItHas(original, numbers));
        Rebill rebill = new Rebill(original, note, addedLines);
        RunAdditions added = RunAdditions.load(
                connection,
                policy,
                List.of(original.account().value()),
                accounts,
                original.cycle().to());
        Outcome<InvoiceDraft> drafted = family.draft(original.cycle().to(), today, policy);
        if (drafted instanceof Outcome.Accepted<InvoiceDraft>(InvoiceDraft draft)) {
            BillingAccountId account = original.account();
            drafted = added.toRebilled(
                            family,
                            draft.inTurn(original.content().runType()),
                            day -> hierarchy.payerOf(account, day).equals(account),
                            original.id(),
                            rebill)
                    .draft(original.cycle().to(), today, policy);
        }
        return switch (drafted.fold(rebill::content, Outcome::<InvoiceDraft>rejected)) {
            case Outcome.Rejected<InvoiceDraft>(List<Rejection> reasons) -> Outcome.rejected(reasons);
            case Outcome.Accepted<InvoiceDraft>(InvoiceDraft draft) -> {
                Outcome<List<InvoiceTaxLine>> taxed = taxes.load(
                                connection,
                                accounts.stream().map(BillingAccountId::new).toList())
                        .of(draft);
                Set<NumberUse> ofLines = useOf(draft, use);
                yield taxed.fold(
                        lines -> Outcome.accepted(new Ready(original, note, rebill, draft, lines, ofLines, added)),
                        Outcome::<Ready>rejected);
            }
        };
    }

    /** Of which accounts an invoice has use of cycles that were over, and of which use of such as went on. */
    private static BiPredicate<BillingAccountId, NumberUse> useThatItHas(
            Invoice original, Map<Long, LockedNumber> numbers) {
        Set<BillingAccountId> over = new HashSet<>();
        Set<BillingAccountId> soFar = new HashSet<>();
        original.lines().stream().map(BilledLine::origin).forEach(origin -> {
            switch (origin) {
                case BilledLine.OfUsage of -> over.add(account(of.numberAccountId(), numbers));
                case BilledLine.OfUsageSoFar of -> soFar.add(account(of.numberAccountId(), numbers));
                default -> {
                    // no use
                }
            }
        });
        return (account, use) -> (use.onDemand().until().isPresent() ? soFar : over).contains(account);
    }

    private static BillingAccountId account(long number, Map<Long, LockedNumber> numbers) {
        return new BillingAccountId(requireNonNull(numbers.get(number)).account());
    }

    private static Set<NumberUse> useOf(InvoiceDraft draft, Map<String, List<NumberUse>> use) {
        Set<String> places = new HashSet<>();
        usage(draft.lines().stream()).forEach(of -> places.add(of.numberAccountId() + ":" + of.cycle()));
        Set<NumberUse> found = new HashSet<>();
        use.values().stream()
                .flatMap(List::stream)
                .filter(each -> places.contains(each.numberAccountId() + ":" + each.cycle()))
                .forEach(found::add);
        return found;
    }

    private static Stream<BilledLine.OfUsage> usage(Stream<BilledLine> lines) {
        return lines.map(BilledLine::origin)
                .filter(BilledLine.OfUsage.class::isInstance)
                .map(BilledLine.OfUsage.class::cast);
    }

    /**
     * Of the cycles of the invoice; without those that another invoice has.
     *
     * @param before first day whose cycles it does not have
     */
    private Map<String, List<NumberUse>> use(Invoice original, Map<Long, LockedNumber> numbers, LocalDate before)
            throws SQLException {
        LocalDate from = usage(original.lines().stream())
                .map(BilledLine.OfUsage::billCycle)
                .reduce(original.cycle().from().withDayOfMonth(1), (one, other) -> one.isBefore(other) ? one : other);
        UnbilledUse.Again cycles = new UnbilledUse.Again(from, before, Set.of());
        Map<String, List<NumberUse>> found = UnbilledUse.again(connection, numbers, cycles, tariffs);
        Set<UnbilledUse.Key> elsewhere = elsewhere(original, found);
        // what such a cycle leaves to the next one comes of all of its use, and not of what its invoice has alone
        return elsewhere.isEmpty()
                ? found
                : UnbilledUse.again(connection, numbers, new UnbilledUse.Again(from, before, elsewhere), tariffs);
    }

    /** What another invoice has. */
    private Set<UnbilledUse.Key> elsewhere(Invoice original, Map<String, List<NumberUse>> found) throws SQLException {
        Set<String> own = new HashSet<>();
        usage(original.lines().stream()).forEach(of -> own.add(of.key()));
        Map<String, NumberUse> others = new HashMap<>();
        found.values().stream()
                .flatMap(List::stream)
                .forEach(each -> each.usage().prices().forEach(price -> {
                    String key = new BilledLine.OfUsage(
                                    each.numberAccountId(),
                                    each.cycle(),
                                    each.billCycle(),
                                    price.price().id())
                            .key();
                    if (!own.contains(key)) {
                        others.put(key, each);
                    }
                }));
        Set<UnbilledUse.Key> elsewhere = new HashSet<>();
        billed(others.keySet()).forEach(key -> elsewhere.add(UnbilledUse.Key.of(requireNonNull(others.get(key)))));
        return elsewhere;
    }

    /** Those of the keys that a line has. By INVOICE_LINE_USAGE_UK. */
    private Set<String> billed(Collection<String> keys) throws SQLException {
        Set<String> billed = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT USAGE_KEY FROM INVOICE_LINE WHERE USAGE_KEY IN (" + Columns.inList() + ")")) {
            for (List<String> list : Columns.inLists(keys)) {
                Lists.bind(select, 1, list);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        billed.add(row.getString("USAGE_KEY"));
                    }
                }
            }
        }
        return billed;
    }

    private List<AccountToBill> toBill(
            Invoice original,
            Map<String, AccountReading.Head> heads,
            Map<String, List<NumberUse>> use,
            Set<Integer> addedLines)
            throws SQLException {
        Map<String, List<UnbilledCharge>> charges = charges(original, heads.keySet());
        Map<String, List<UnbilledAdjustment>> adjustments = adjustments(original, addedLines);
        List<AccountToBill> accounts = new ArrayList<>();
        new TreeMap<>(heads)
                .forEach((account, head) -> accounts.add(new AccountToBill(
                        new BillingAccountId(account),
                        head.customer(),
                        head.currency(),
                        original.cycle().from(),
                        false,
                        charges.getOrDefault(account, List.of()),
                        use.getOrDefault(account, List.of()),
                        adjustments.getOrDefault(account, List.of()))));
        return accounts;
    }

    /** Those that are credited, by RATED_CHARGE_ID_UK, and those of the cycle's days that are on no invoice, by RATED_CHARGE_DUE_IX. */
    private Map<String, List<UnbilledCharge>> charges(Invoice original, Collection<String> accounts)
            throws SQLException {
        Map<String, List<UnbilledCharge>> found = new HashMap<>();
        List<Long> ids = new ArrayList<>();
        for (BilledLine line : original.lines()) {
            if (line.origin() instanceof BilledLine.OfCharge charge) {
                ids.add(charge.chargeId());
            }
        }
        AccountReading.query(
                connection,
                ids,
                AccountReading.CHARGES + " WHERE C.ID IN (" + Columns.inList() + ")",
                List.of(),
                row -> add(found, row.getString("BILLING_ACCOUNT_ID"), AccountReading.charge(row)));
        AccountReading.query(
                connection,
                accounts,
                AccountReading.CHARGES + " WHERE C.BILLING_ACCOUNT_ID IN (" + Columns.inList()
                        + ") AND C.DUE_ON >= ? AND C.DUE_ON < ?" + AccountReading.ON_NO_INVOICE,
                List.of(original.cycle().from(), original.cycle().to()),
                row -> add(found, row.getString("BILLING_ACCOUNT_ID"), AccountReading.charge(row)));
        return found;
    }

    /** Those that are credited, but for what the run added: one that is taken back stays on the original. */
    private Map<String, List<UnbilledAdjustment>> adjustments(Invoice original, Set<Integer> addedLines)
            throws SQLException {
        Map<String, List<UnbilledAdjustment>> found = new HashMap<>();
        List<Long> ids = new ArrayList<>();
        for (BilledLine line : original.lines()) {
            if (line.origin() instanceof BilledLine.OfAdjustment adjustment && !addedLines.contains(line.number())) {
                ids.add(adjustment.adjustmentId());
            }
        }
        AccountReading.query(
                connection,
                ids,
                AccountReading.ADJUSTMENTS + " WHERE A.ID IN (" + Columns.inList()
                        + ") AND NOT EXISTS (SELECT 1 FROM ADJUSTMENT U WHERE U.UNDONE_KEY = A.ID)",
                List.of(),
                row -> add(found, row.getString("BILLING_ACCOUNT_ID"), AccountReading.adjustment(row)));
        return found;
    }

    private static <T> void add(Map<String, List<T>> into, String account, T each) {
        into.computeIfAbsent(account, added -> new ArrayList<>()).add(each);
    }

    /** Issues both. Numbers last: others wait for them. */
    Issued issue(Ready ready) throws SQLException {
        LateUse.bringBack(connection, ready.use());
        List<JournalEntry> entries = new ArrayList<>(ready.added().store(List.of(ready.content()), now));
        Invoice note = CreditNoteRows.issue(connection, ready.note(), now);
        Invoice invoice = ready.rebill()
                .issued(
                        InvoiceNumbers.take(connection, InvoiceId.Series.INV, 1).getFirst(),
                        ready.content(),
                        ready.taxes());
        InvoiceRows.insert(connection, List.of(invoice), now);
        ready.rebill().entry(invoice, now).ifPresent(entries::add);
        Journal.append(connection, entries);
        return new Issued(note, invoice);
    }
}
