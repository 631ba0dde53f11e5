package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.service.CatalogStore;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OfferingQualification;
import dialtone.order.OrderScope;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.order.QualificationQuery;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The transactions of a qualification: what is to be asked, and keeping what was answered. */
@Stateless
public class QualificationRegister {

    /** An answer that has expired is looked up for as long. */
    static final Duration KEPT = Duration.ofDays(90);

    /** Each that is kept takes as many away that are kept no longer, so that they do not pile up and no request waits for a sweep. */
    private static final int SWEPT = 5;

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private Parties parties;

    @EJB
    private Inventory inventory;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public QualificationRegister() {}

    /** What it works with, outside a container. */
    record Parts(
            EntityManager entities,
            DataSource dataSource,
            CatalogStore catalogs,
            Parties parties,
            Inventory inventory,
            Clock clock) {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    QualificationRegister(Parts parts) {
        this.entities = parts.entities();
        this.dataSource = parts.dataSource();
        this.catalogs = parts.catalogs();
        this.parties = parts.parties();
        this.inventory = parts.inventory();
        this.clock = parts.clock();
    }

    /**
     * What is to be asked of the dependency checks.
     *
     * @param id      of the qualification
     * @param known   what the catalogue and the customer's products say already
     * @param request for the checks; empty when that is the whole answer
     */
    public record Question(String id, List<CheckResult> known, Optional<CheckRequest> request) {
        public Question {
            known = List.copyOf(known);
        }
    }

    /**
     * Judges what would be ordered, as order entry would. Rejections: those of {@link OrderEntry#place} that say that it is no order at
     * all.
     */
    public Outcome<Question> question(PlaceOrder command) {
        Catalog catalog = catalogs.current();
        OwnedProducts owned = new OwnedProducts(inventory, catalogs);
        Instant now = clock.instant();
        OrderAssessment assessment = OrderAssessment.of(
                command,
                catalog,
                new OrderAssessment.Records(
                        parties,
                        inventory,
                        owned,
                        new ProductClaims(entities),
                        new Coupons(entities),
                        new WaiverRows(entities)),
                now);
        List<Rejection> faults = assessment.refusals().stream()
                .filter(refusal -> !OfferingQualification.isAnswer(refusal))
                // who pays is the order's to say
                .filter(refusal -> !refusal.code().equals("BILLING_ACCOUNT_MISSING"))
                .toList();
        if (!faults.isEmpty()) {
            return Outcome.rejected(faults);
        }
        List<CheckResult> known = assessment.refusals().stream()
                .filter(OfferingQualification::isAnswer)
                .map(refusal -> known(refusal, command))
                .toList();
        Set<String> named = command.items().stream().map(PlaceOrder.Item::id).collect(Collectors.toSet());
        List<OrderedItem> added =
                assessment.items().stream().filter(OrderedItem::brings).toList();
        CheckRequest request = new CheckedItems(CheckedItems.byId(assessment.items()), catalog, inventory, catalogs)
                .request(
                        nextId(),
                        new CheckedItems.Payer(
                                parties.find(command.customer()).orElseThrow(),
                                assessment.account().map(BillingAccount::id)),
                        added.stream()
                                .map(item -> new CheckedItems.Added(item, lineProduct(assessment, item)))
                                .toList(),
                        new LeftProducts(inventory, owned, parties, new WaiverRows(entities))
                                .of(assessment.items(), named, now, OrderAssessment.startsAt(command, now)),
                        // what is not to be had as it is asked for may have no plan: then what is added alone
                        FulfilmentPlan.of(catalog, known.isEmpty() ? assessment.items() : added));
        boolean isWholeAnswer = !known.isEmpty() && !request.addsAnything();
        return Outcome.accepted(
                new Question(request.reference(), known, isWholeAnswer ? Optional.empty() : Optional.of(request)));
    }

    private static Optional<String> lineProduct(OrderAssessment assessment, OrderedItem item) {
        return item.line(assessment.lineProduct().map(ProductId::value));
    }

    private static CheckResult known(Rejection refusal, PlaceOrder command) {
        CheckResult finding = CheckResult.refused(OfferingQualification.CATALOGUE, refusal.code(), refusal.message());
        return command.items().stream()
                .filter(item -> refusal.field().startsWith(item.field() + "."))
                .findFirst()
                .map(item -> finding.about(item.id()))
                .orElse(finding);
    }

    private String nextId() {
        Object value = entities.createNativeQuery("SELECT OFFERING_QUALIFICATION_SEQ.NEXTVAL FROM DUAL")
                .getSingleResult();
        return "POQ-" + ((Number) value).longValue();
    }

    /** Keeps the answer, and takes some away that are older than {@link #KEPT}. */
    public void keep(OfferingQualification qualification) {
        try (Connection connection = dataSource.getConnection()) {
            QualificationRows.insert(connection, qualification);
            QualificationRows.removeBefore(
                    connection, qualification.answeredAt().minus(KEPT), SWEPT);
        } catch (SQLException e) {
            throw new IllegalStateException("Qualification " + qualification.id() + " cannot be kept", e);
        }
    }

    /** One that the caller may see. */
    public Optional<OfferingQualification> find(String id, OrderScope scope) {
        return list(QualificationQuery.all(0, 1).withId(id).in(scope)).rows().stream()
                .findFirst();
    }

    /** The latest first. */
    public Page<OfferingQualification> list(QualificationQuery query) {
        try (Connection connection = dataSource.getConnection()) {
            return QualificationRows.list(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException("The qualifications cannot be read", e);
        }
    }
}
