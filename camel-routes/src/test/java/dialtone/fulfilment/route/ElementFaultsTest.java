package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.element.FaultPolicy;
import dialtone.element.service.ElementNotOpen;
import dialtone.soap.networkelement.v1.ElementFault;
import dialtone.soap.simmanagement.v1.EntityNotFound;
import dialtone.soap.simmanagement.v1.NotInValidState;
import jakarta.mail.MessagingException;
import jakarta.xml.bind.MarshalException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.cxf.interceptor.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementFaultsTest {

    @Test
    void aTypedFaultIsARefusalInTheElementsWords() {
        var fault = new ElementFault();
        fault.setCode(1004);
        fault.setText("SIM is deactivated");
        var thrown = new CamelExecutionException("wrapped", null, new NotInValidState("no", fault));
        assertThat(ElementFaults.refusal(thrown)).hasValue("1004 notInValidState: SIM is deactivated");
        assertThat(ElementFaults.outage(thrown)).isEmpty();
    }

    @Test
    void aTmfErrorIsARefusalWithItsCodeReasonAndMessage() {
        var thrown = http(409, "{\"code\":\"1003\",\"reason\":\"objectInUse\",\"message\":\"device is active\"}");
        assertThat(ElementFaults.refusal(thrown)).hasValue("1003 objectInUse: device is active");
        assertThat(ElementFaults.refusal(http(422, "<html>")))
                .hasValue("HTTP 422, without a reason that could be read");
    }

    @Test
    void whatIsNotThereIsToldFromOtherRefusals() {
        var fault = new ElementFault();
        fault.setCode(1002);
        fault.setText("there is none");
        assertThat(ElementFaults.isNotFound(
                        new CamelExecutionException("wrapped", null, new EntityNotFound("no", fault))))
                .isTrue();
        assertThat(ElementFaults.isNotFound(http(404, "{}"))).isTrue();
        assertThat(ElementFaults.isNotFound(new NotInValidState("no", fault))).isFalse();
        assertThat(ElementFaults.isNotFound(http(409, "{}"))).isFalse();
        assertThat(ElementFaults.isNotFound(http(503, ""))).isFalse();
        assertThat(ElementFaults.isNotFound(new ConnectException("refused"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aStatusThatPassesIsAnOutage(int status) {
        assertThat(ElementFaults.refusal(http(status, ""))).isEmpty();
        assertThat(ElementFaults.outage(http(status, ""))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "507 | <html>                                     | HTTP 507",
                "507 | -                                          | HTTP 507",
                "507 | {\"code\":\"1005\",\"message\":\"full\"}     | HTTP 507",
                "507 | {\"code\":\"HTTP 507\"}                     | HTTP 507",
                "507 | {\"code\":\"Diameter 4002\"}                | Diameter 4002",
                "422 | {\"code\":\"1005\",\"message\":\"no\"}       | 1005"
            })
    void anElementThatIsFullHasRefusedAndItsStatusIsItsCode(int status, String body, String code) {
        Exception refused = ElementFaults.of("voicemail", http(status, body));
        assertThat(ElementFaults.outage(refused)).isEmpty();
        assertThat(ElementFaults.fault(refused))
                .hasValue(new FaultPolicy.Fault("voicemail", FaultPolicy.Kind.UNABLE_TO_COMPLY, code));
    }

    static Stream<Exception> outages() {
        return Stream.of(
                new ConnectException("refused"),
                new HttpTimeoutException("late"),
                new Fault(new IOException("HTTP response '503: Service Unavailable'")),
                new Fault(new IllegalStateException("the element has answered with an untyped fault")),
                new MessagingException("451 try later"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void anElementOutOfReachOrSickIsAnOutage(Exception failure) {
        assertThat(ElementFaults.refusal(failure)).isEmpty();
        assertThat(ElementFaults.outage(failure)).isPresent();
    }

    @Test
    void aCallThatWasNotLetThroughIsNeitherRefusedNorAnOutage() {
        Exception failure = new IllegalStateException(new ElementNotOpen("hlr is in maintenance"));
        assertThat(ElementFaults.notOpen(failure)).contains("hlr is in maintenance");
        assertThat(ElementFaults.refusal(failure)).isEmpty();
        assertThat(ElementFaults.outage(failure)).isEmpty();
        assertThat(ElementFaults.notOpen(new ConnectException("refused"))).isEmpty();
    }

    @Test
    void anOutageIsToldInTheWordsOfItsInnermostCause() {
        assertThat(ElementFaults.outage(new Fault(new ConnectException("Connection refused"))))
                .hasValue("ConnectException: Connection refused");
    }

    @Test
    void anOutageByHttpDoesNotTellWhomItWasAbout() {
        Exception failure =
                new HttpOperationFailedException("http://element/mailboxes/4915112345678", 503, "", null, Map.of(), "");
        assertThat(ElementFaults.outage(failure)).hasValue("HTTP 503");
        assertThat(ElementFaults.of("voicemail", failure))
                .hasNoCause()
                .hasMessage("voicemail answers HTTP 503")
                .satisfies(known ->
                        assertThat(ElementFaults.outage(known)).hasValue("IOException: voicemail answers HTTP 503"));
    }

    @Test
    void aFunctionThatIsMissingSaysNothingOfWhatItWasAbout() {
        assertThat(ElementFaults.isNotFound(ElementFaults.of("smdp", http(404, "{}"))))
                .isFalse();
        assertThat(ElementFaults.isNotFound(ElementFaults.of("charging", http(404, "{}"))))
                .isTrue();
    }

    @Test
    void aBugIsNeither() {
        for (Exception bug : new Exception[] {
            new IllegalStateException("no profile in the catalogue"),
            new Fault(new MarshalException("cvc-maxLength-valid"))
        }) {
            assertThat(ElementFaults.refusal(bug)).isEmpty();
            assertThat(ElementFaults.outage(bug)).isEmpty();
        }
    }

    private static HttpOperationFailedException http(int status, String body) {
        return new HttpOperationFailedException("http://element", status, "", null, Map.of(), body);
    }
}
