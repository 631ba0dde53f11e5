package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.DependencyQuestions;
import dialtone.order.OfferingQualification;
import dialtone.order.OfferingQualification.Wishes;
import dialtone.order.OrderScope;
import dialtone.order.PlaceOrder;
import dialtone.order.QualificationQuery;
import dialtone.order.service.QualificationRegister.Question;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Whether a customer may have what he would order, asked before he does. */
@Stateless
public class OfferingQualifications {

    @EJB
    private QualificationRegister register;

    /** Looked up when it is asked: what answers starts after this archive, and waits for it. */
    private final Supplier<DependencyQuestions> questions;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OfferingQualifications() {
        this.questions = OfferingQualifications::lookedUp;
    }

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    OfferingQualifications(QualificationRegister register, DependencyQuestions questions, Clock clock) {
        this.register = register;
        this.questions = () -> questions;
        this.clock = clock;
    }

    @SuppressWarnings("BanJNDI") // the name is a constant of ours, and what is bound to it a bean of this application
    private static DependencyQuestions lookedUp() {
        try {
            return InitialContext.doLookup(DependencyQuestions.JNDI);
        } catch (NamingException e) {
            throw new IllegalStateException("Nobody answers for the network", e);
        }
    }

    /**
     * Asks all that an order would be asked, by the same checks, and keeps the answer. Nothing is reserved.
     *
     * <p>Rejections: those of {@link OrderEntry#place}, but for the ones that are the answer ({@link OfferingQualification#isAnswer}).
     *
     * @param command as the order would be placed
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Outcome<OfferingQualification> qualify(PlaceOrder command, Wishes wishes) {
        Instant askedAt = clock.instant();
        return switch (register.question(command)) {
            case Outcome.Rejected<Question>(List<Rejection> reasons) -> Outcome.rejected(reasons);
            case Outcome.Accepted<Question>(Question question) -> {
                List<CheckResult> asked = question.request()
                        .map(request -> questions.get().ask(request))
                        .orElse(List.of());
                OfferingQualification answered = new OfferingQualification(
                        question.id(),
                        command.customer(),
                        command.placedBy(),
                        wishes,
                        command.items(),
                        OfferingQualification.together(question.known(), asked),
                        askedAt,
                        clock.instant());
                register.keep(answered);
                yield Outcome.accepted(answered);
            }
        };
    }

    /** One that the caller may see: a partner those he asked for. */
    public Optional<OfferingQualification> find(String id, OrderScope scope) {
        return register.find(id, scope);
    }

    /** The latest first. */
    public Page<OfferingQualification> list(QualificationQuery query) {
        return register.list(query);
    }
}
