package dialtone.spending.service;

import dialtone.base.Outcome;
import dialtone.event.DomainEvent;
import dialtone.ledger.service.BillingDatabase;
import dialtone.party.BillingAccountId;
import dialtone.platform.mail.CustomerMail;
import dialtone.rating.ReferenceData;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.spending.SpendingChoice.Wish;
import dialtone.spending.SpendingLimits;
import dialtone.spending.SpendingStanding;
import dialtone.spending.service.SpendingChoices.Said;
import dialtone.usage.service.Recycling;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Spending limits of a test's database, each call in a transaction of its own. */
public final class Limits {

    private final BillingDatabase database;
    private final RatingReference reference;
    private final List<DomainEvent> events = new ArrayList<>();

    /** @param lines of the table, behind its header */
    public Limits(BillingDatabase database, String... lines) {
        this.database = database;
        List<String> all = new ArrayList<>(List.of(SpendingLimits.HEADER));
        all.addAll(List.of(lines));
        this.reference = new RatingReference(ReferenceData.NONE.with(
                SpendingLimits.read("limits.csv", all).fold(limits -> limits, reasons -> {
                    throw new IllegalArgumentException(reasons.toString());
                })));
    }

    /** What the hub has been told. */
    public List<DomainEvent> events() {
        return events;
    }

    public RatingReference reference() {
        return reference;
    }

    /** @param msisdn empty for all lines, and for a limit of the account */
    public Outcome<List<SpendingStanding>> choose(int account, String limit, String msisdn, Wish wish) {
        return new SpendingDesk(
                        new SpendingChoices() {
                            @Override
                            public Outcome<List<String>> choose(
                                    BillingAccountId id, String of, Optional<String> number, Wish wished, String by) {
                                return database.inTransaction(
                                        source -> new SpendingChoices(source, new Tariffs(), reference, Demo.NOON)
                                                .choose(id, of, number, wished, by));
                            }

                            @Override
                            public List<SpendingStanding> standing(BillingAccountId id) {
                                return choices().standing(id);
                            }
                        },
                        Recycling.by(database, reference))
                .choose(
                        Demo.account(account),
                        limit,
                        Optional.of(msisdn).filter(number -> !number.isEmpty()),
                        wish,
                        "csr");
    }

    private SpendingChoices choices() {
        return new SpendingChoices(database.dataSource(), new Tariffs(), reference, Demo.NOON);
    }

    public List<SpendingStanding> standing(int account) {
        return choices().standing(Demo.account(account));
    }

    public List<SpendingStanding> standing(int account, YearMonth month) {
        return choices().standing(Demo.account(account), month);
    }

    public List<Said> said(int account) {
        return choices().of(Demo.account(account));
    }

    /** Sends the mails that are due. */
    public int look(CustomerMail mail, Clock clock) {
        return new SpendingNoticeSweep(
                        new SpendingNotices() {
                            @Override
                            public List<Long> due(int most) {
                                return database.inTransaction(
                                        source -> new SpendingNotices(source, clock, events::add).due(most));
                            }

                            @Override
                            public Optional<Notice> attend(long id) {
                                return database.inTransaction(
                                        source -> new SpendingNotices(source, clock, events::add).attend(id));
                            }

                            @Override
                            public void mailed(long id) {
                                told(notices -> notices.mailed(id));
                            }

                            @Override
                            public void refused(long id) {
                                told(notices -> notices.refused(id));
                            }

                            private void told(Consumer<SpendingNotices> what) {
                                database.inTransaction(source -> {
                                    what.accept(new SpendingNotices(source, clock, events::add));
                                    return true;
                                });
                            }
                        },
                        mail)
                .look();
    }
}
