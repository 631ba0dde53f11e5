package dialtone.simulator.soap;

import dialtone.simulator.element.Answer;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.KnownRequest;
import dialtone.soap.creditcheck.v1.CheckCredit;
import dialtone.soap.creditcheck.v1.CheckCreditResponse;
import dialtone.soap.creditcheck.v1.CreditCheck;
import dialtone.soap.creditcheck.v1.CreditReport;
import dialtone.soap.creditcheck.v1.GetStatus;
import dialtone.soap.creditcheck.v1.GetStatusResponse;
import dialtone.soap.creditcheck.v1.Standing;
import jakarta.jws.WebService;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The credit bureau. The score of a person is the one entered over the control API; without one it is 0 under {@value #FULL_AGE} years,
 * {@value #DEFAULTER_SCORE} for those whose last name is Defaulter, and for everybody else drawn from name and birth date, 600 to 899.
 * From {@value #GOOD_FROM} on the standing is GOOD and the limit ten times the score; below it is POOR and the limit 0.
 */
@WebService(
        endpointInterface = "dialtone.soap.creditcheck.v1.CreditCheck",
        targetNamespace = "urn:dialtone:credit-check:v1",
        serviceName = "CreditCheckService",
        portName = "CreditCheckPort",
        wsdlLocation = "classpath:wsdl/credit-check-v1.wsdl")
public final class CreditCheckElement implements CreditCheck {

    private static final NetworkElement CREDIT = NetworkElement.CREDIT;
    private static final int FULL_AGE = 18;
    private static final int GOOD_FROM = 500;
    private static final int DEFAULTER_SCORE = 310;
    private static final int LIMIT_PER_POINT = 10;

    private final SoapExchange exchange;
    private final Clock clock;

    CreditCheckElement(SoapExchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    /** A report as it was given. */
    record Stored(String customerId, int score) {

        Standing standing() {
            return score >= GOOD_FROM ? Standing.GOOD : Standing.POOR;
        }

        int limit() {
            return score >= GOOD_FROM ? score * LIMIT_PER_POINT : 0;
        }
    }

    /** Who is enquired about; the birth date as text, null when it is not known. */
    private record Person(
            String customerId, String name, @Nullable String birthDate) {}

    @Override
    public CheckCreditResponse checkCredit(CheckCredit request) {
        LocalDate born = request.getBirthDate();
        var person = new Person(request.getCustomerId(), request.getName(), born == null ? null : born.toString());
        Call call = Call.order(
                CREDIT, "checkCredit", request.getRequestId(), List.of(person.customerId(), person.name()), person);
        Stored stored = exchange.serve(
                        call,
                        Stored.class,
                        (books, timing) -> new Answer.Done(exchange.documents()
                                .write(new Stored(person.customerId(), score(books, person, born)))))
                .document();
        var report = new CreditReport();
        report.setCustomerId(stored.customerId());
        report.setStanding(stored.standing());
        report.setScore(stored.score());
        report.setLimit(stored.limit());
        var response = new CheckCreditResponse();
        response.setCreditReport(report);
        return response;
    }

    private int score(Books books, Person person, @Nullable LocalDate born) {
        return books.score(person.name()).orElseGet(() -> {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            if (born != null && born.plusYears(FULL_AGE).isAfter(today)) {
                return 0;
            }
            if (person.name().toLowerCase(Locale.ROOT).endsWith("defaulter")) {
                return DEFAULTER_SCORE;
            }
            return 600
                    + Integer.parseInt(
                                    KnownRequest.digest(person.name() + " " + person.birthDate())
                                            .substring(0, 6),
                                    16)
                            % 300;
        });
    }

    @Override
    public GetStatusResponse getStatus(GetStatus request) {
        var response = new GetStatusResponse();
        response.setStatus(exchange.status(CREDIT));
        return response;
    }
}
