package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.billrun.AccountToBill;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.FamilyToBill;
import dialtone.hierarchy.AccountHierarchy;
import dialtone.hierarchy.service.RelationshipRows;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceBooking;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.service.InvoiceNumbers;
import dialtone.invoice.service.InvoiceRows;
import dialtone.invoice.service.TaxSource;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Columns;
import dialtone.ledger.service.Journal;
import dialtone.party.BillingAccountId;
import dialtone.rating.RatedCharge;
import dialtone.rating.service.Tariffs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The accounts of a run that are billed in one transaction, each with those that it pays for: read, locked and posted together with them. */
final class BillRunBatch {

    /** Accounts that are read in one transaction; a single payer may have as many as a tree has ({@link AccountHierarchy#MAX_ACCOUNTS}). */
    private static final int MAX_READ = 2 * BillRunTurns.BATCH;

    private final Connection connection;
    private final Tariffs tariffs;
    private final BillRun run;
    private final Map<String, Integer> attempts;
    private final BillPolicy policy;
    private final TaxSource taxes;
    private final Instant now;
    private final List<RunRows.Decided> decided = new ArrayList<>();
    private final List<Ready> ready = new ArrayList<>();
    /** Accounts whose bills on demand have all of a cycle, and what is committed for it. */
    private final List<String> met = new ArrayList<>();

    private AccountHierarchy hierarchy = AccountHierarchy.NONE;

    /** @param useOf accounts whose use the invoice has */
    private record Ready(InvoiceDraft draft, List<InvoiceTaxLine> taxes, Set<String> useOf) {}

    /** @param attempts of the accounts of the run, which are locked; by their ids */
    BillRunBatch(
            Connection connection,
            Tariffs tariffs,
            BillRun run,
            Map<String, Integer> attempts,
            BillPolicy policy,
            TaxSource taxes,
            Instant now) {
        this.connection = connection;
        this.tariffs = tariffs;
        this.run = run;
        this.attempts = attempts;
        this.policy = policy;
        this.taxes = taxes;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** @return what became of the accounts; those that are too many with what they pay for are left for the next batch */
    List<RunRows.Decided> bill() throws SQLException {
        AccountHierarchy below = RelationshipRows.paidBy(connection, attempts.keySet());
        Set<String> turn = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        for (String account : new TreeSet<>(attempts.keySet())) {
            Set<String> family = family(below, account);
            if (turn.isEmpty() || all.size() + family.size() <= MAX_READ) {
                turn.add(account);
                all.addAll(family);
            }
        }
        Map<String, AccountReading.Head> heads = AccountReading.lock(connection, all);
        hierarchy = RelationshipRows.of(connection, heads.keySet());
        Map<String, AccountReading.Head> over = new TreeMap<>();
        for (String account : turn) {
            AccountReading.Head head = requireNonNull(heads.get(account), "No billing account " + account);
            if (run.kind().isBilling() && today(head).isBefore(run.useBilledTo())) {
                failed(account, Rejection.of("CYCLE_NOT_OVER", "The cycle of the account is not over yet."));
            } else if (head.isBilledTo(run.billedTo())) {
                // an invoice of this cycle or of a later one has, or the next one will have, what there is of it
                decided.add(RunRows.Decided.without(account, AccountState.NOTHING));
            } else {
                over.put(account, head);
            }
        }
        if (!over.isEmpty()) {
            bill(heads, over);
        }
        return decided;
    }

    /** The invoice of the one account that there is, of a dry run. */
    Outcome<Invoice> preview() throws SQLException {
        RunRows.Decided only = bill().getFirst();
        if (only.state() == AccountState.FAILED && only.reason().isPresent()) {
            return Outcome.rejected(only.reason().get());
        }
        return switch (only.state()) {
            case CONSOLIDATED -> nothing("Another account pays for it.");
            case CARRIED_OVER -> nothing("It comes to so little that it goes to the next invoice.");
            case NOTHING, WAITING, FAILED, CANCELLED -> nothing("There is nothing to bill.");
            case BILLED ->
                Outcome.accepted(ready.getFirst()
                        .draft()
                        .issued(new InvoiceId(""), ready.getFirst().taxes()));
        };
    }

    private static Outcome<Invoice> nothing(String why) {
        return Outcome.rejected(Rejection.of("NOTHING_TO_BILL", why));
    }

    private static Set<String> family(AccountHierarchy hierarchy, String account) {
        return hierarchy.paidFor(new BillingAccountId(account)).stream()
                .map(BillingAccountId::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private LocalDate today(AccountReading.Head head) {
        return now.atZone(head.zone()).toLocalDate();
    }

    private void bill(Map<String, AccountReading.Head> heads, Map<String, AccountReading.Head> over)
            throws SQLException {
        Map<String, AccountReading.Head> read = new TreeMap<>();
        Map<String, String> names = new HashMap<>();
        for (String payer : over.keySet()) {
            // who has joined since is not locked, and is billed with the next cycle
            for (String account : family(hierarchy, payer)) {
                if (heads.containsKey(account)) {
                    read.put(account, requireNonNull(heads.get(account)));
                    names.putIfAbsent(account, account + ":by:" + payer + ":" + attempts.get(payer));
                }
            }
        }
        over.keySet().forEach(account -> names.put(account, account + ":" + attempts.get(account)));
        AccountReading reading = new AccountReading(connection, tariffs, read, run);
        List<RatedCharge> unposted = reading.unposted();
        boolean real = run.kind().isBilling();
        if (real) {
            AccountReading.post(connection, run.id(), names, unposted, now);
        }
        InvoiceTax tax = taxes.load(
                connection, read.keySet().stream().map(BillingAccountId::new).toList());
        Map<String, AccountToBill> toBill = reading.toBill(real ? List.of() : unposted);
        RunAdditions added = RunAdditions.load(connection, policy, over.keySet(), read.keySet(), run.billedTo());
        for (Map.Entry<String, AccountReading.Head> each : over.entrySet()) {
            draft(each.getKey(), each.getValue(), toBill, tax, added);
        }
        if (real) {
            store(reading, added);
        } else {
            ready.forEach(each -> billed(each.draft().issued(new InvoiceId(""), each.taxes())));
        }
    }

    private void draft(
            String payer,
            AccountReading.Head head,
            Map<String, AccountToBill> toBill,
            InvoiceTax tax,
            RunAdditions added)
            throws SQLException {
        FamilyToBill family = FamilyToBill.of(
                new BillingAccountId(payer),
                family(hierarchy, payer).stream()
                        .filter(toBill::containsKey)
                        .map(account -> requireNonNull(toBill.get(account)))
                        .toList(),
                hierarchy,
                head.until(run.billedTo()));
        Outcome<InvoiceDraft> drafted = family.draft(run.billedTo(), today(head), policy);
        BillingAccountId id = new BillingAccountId(payer);
        if (added.isAdding(id) && drafted instanceof Outcome.Accepted<InvoiceDraft>(InvoiceDraft draft)) {
            family = added.to(
                    family,
                    draft.inTurn(run.kind().runType()),
                    day -> hierarchy.payerOf(id, day).equals(id));
            drafted = family.draft(run.billedTo(), today(head), policy);
        }
        switch (drafted) {
            case Outcome.Rejected<InvoiceDraft>(List<Rejection> reasons) -> failed(payer, reasons.getFirst());
            case Outcome.Accepted<InvoiceDraft>(InvoiceDraft draft) -> {
                if (draft.lines().isEmpty()) {
                    if (added.isMeasuredWithBillsOnDemand(id)) {
                        met.add(payer);
                    }
                    decided.add(withoutLines(requireNonNull(toBill.get(payer)), head));
                } else if (family.carriesOver(draft, policy) && !added.isMeasuredWithBillsOnDemand(id)) {
                    decided.add(RunRows.Decided.without(payer, AccountState.CARRIED_OVER));
                } else {
                    prepare(draft, tax, head);
                }
            }
        }
    }

    /** Consolidated is what has something that its payer is invoiced for, already or when that one's turn comes. */
    private RunRows.Decided withoutLines(AccountToBill account, AccountReading.Head head) {
        BillingAccountId payer =
                hierarchy.payerOf(account.account(), run.billedTo().minusDays(1));
        boolean hasSome = account.draft(run.billedTo(), today(head), policy)
                        .fold(draft -> !draft.lines().isEmpty(), reasons -> true)
                || head.lastPostedTo().filter(run.billedTo()::equals).isPresent();
        return payer.equals(account.account()) || !hasSome
                ? RunRows.Decided.without(account.account().value(), AccountState.NOTHING)
                : new RunRows.Decided(
                        account.account().value(),
                        AccountState.CONSOLIDATED,
                        Optional.of(Rejection.of("PAID_FOR", payer + " pays for it.")),
                        Optional.empty(),
                        Optional.empty());
    }

    private void prepare(InvoiceDraft draft, InvoiceTax tax, AccountReading.Head head) {
        BillingAccountId payer = draft.account();
        switch (tax.of(draft)) {
            case Outcome.Rejected<List<InvoiceTaxLine>>(List<Rejection> reasons) ->
                failed(payer.value(), reasons.getFirst());
            case Outcome.Accepted<List<InvoiceTaxLine>>(List<InvoiceTaxLine> lines) ->
                ready.add(new Ready(
                        draft.inTurn(run.kind().runType()),
                        lines,
                        useOf(payer, head.until(run.billedTo()).lastDayOfUse())));
        }
    }

    private Set<String> useOf(BillingAccountId payer, LocalDate day) {
        return hierarchy.paidFor(payer).stream()
                .filter(account -> hierarchy.payerOf(account, day).equals(payer))
                .map(BillingAccountId::value)
                .collect(Collectors.toSet());
    }

    /** Numbers last: others wait for them. */
    private void store(AccountReading reading, RunAdditions added) throws SQLException {
        markBilled(reading);
        List<JournalEntry> entries =
                added.store(ready.stream().map(Ready::draft).toList(), now);
        List<InvoiceId> numbers = InvoiceNumbers.take(connection, InvoiceId.Series.INV, ready.size());
        List<Invoice> invoices = new ArrayList<>();
        for (int i = 0; i < ready.size(); i++) {
            Invoice invoice =
                    ready.get(i).draft().issued(numbers.get(i), ready.get(i).taxes());
            invoices.add(invoice);
            InvoiceBooking.of(invoice, now).ifPresent(entries::add);
            billed(invoice);
        }
        InvoiceRows.insert(connection, invoices, now);
        Journal.append(connection, entries);
        if (run.kind() == BillRun.Kind.REAL) {
            DemandedRows.insertMet(connection, met, run.billedTo(), run.id());
        }
    }

    /** From now on use of the invoiced cycles is late, and the next invoice's: of the numbers that are locked, and never backwards. */
    private void markBilled(AccountReading reading) throws SQLException {
        Set<String> accounts = new HashSet<>();
        ready.forEach(each -> accounts.addAll(each.useOf()));
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE NUMBER_ACCOUNT SET BILLED_TO_ON = ? WHERE ID IN ("
                        + Columns.inList() + ") AND (BILLED_TO_ON IS NULL OR BILLED_TO_ON < ?)")) {
            for (Map.Entry<LocalDate, List<Long>> billed :
                    reading.numbersOf(accounts).entrySet()) {
                for (List<Long> list : Columns.inLists(billed.getValue())) {
                    update.setObject(1, billed.getKey());
                    Lists.bind(update, 2, list);
                    update.setObject(2 + list.size(), billed.getKey());
                    update.executeUpdate();
                }
            }
        }
    }

    private void billed(Invoice invoice) {
        decided.add(new RunRows.Decided(
                invoice.account().value(),
                AccountState.BILLED,
                Optional.empty(),
                Optional.of(invoice.id()).filter(id -> !id.value().isEmpty()),
                Optional.of(invoice.total())));
    }

    private void failed(String account, Rejection reason) {
        decided.add(new RunRows.Decided(
                account, AccountState.FAILED, Optional.of(reason), Optional.empty(), Optional.empty()));
    }
}
