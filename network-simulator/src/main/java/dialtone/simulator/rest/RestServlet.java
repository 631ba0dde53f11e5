package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dialtone.simulator.element.Answer;
import dialtone.simulator.rest.RestCall.Unreadable;
import dialtone.simulator.store.StoreUnavailable;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything over HTTP that is not SOAP, by the first parts of its path. */
public final class RestServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RestServlet.class);

    private static final List<String> DEVICE = List.of("tmf-api", "ServiceActivationAndConfiguration", "v4");
    private static final List<String> COVERAGE = List.of("tmf-api", "serviceQualificationManagement", "v4");
    private static final List<String> ES2PLUS = List.of("gsma", "rsp2", "es2plus");
    private static final List<String> IDENTITY = List.of("identity", "v1");

    private final transient ObjectMapper json;
    private final transient DeviceElement device;
    private final transient CoverageElement coverage;
    private final transient IdentityElement identity;
    private final transient ProfileElement profiles;
    private final transient List<KeyedElement> keyed;
    private final transient Control control;

    public RestServlet(
            ObjectMapper json,
            DeviceElement device,
            CoverageElement coverage,
            IdentityElement identity,
            ProfileElement profiles,
            List<KeyedElement> keyed,
            Control control) {
        this.json = json;
        this.device = device;
        this.coverage = coverage;
        this.identity = identity;
        this.profiles = profiles;
        this.keyed = List.copyOf(keyed);
        this.control = control;
    }

    /** Turns what an element answered into HTTP; a lost answer closes the connection. */
    static RestAnswer of(
            RestCall call, Answer answer, Function<String, RestAnswer> done, Function<String, RestAnswer> accepted) {
        return switch (answer) {
            case Answer.Done there -> done.apply(there.document());
            case Answer.Accepted follows -> accepted.apply(follows.document());
            case Answer.Refused refused -> {
                var kind = refused.refusal().kind();
                String cause = refused.refusal().cause();
                yield RestAnswer.error(
                        refused.refusal().httpStatus(),
                        cause.isEmpty() ? Integer.toString(kind.code()) : cause,
                        kind.word(),
                        refused.refusal().text());
            }
            case Answer.Down down -> RestAnswer.error(503, "503", "serviceUnavailable", down.text());
            case Answer.Lost lost -> {
                Connections.close(call.http());
                yield RestAnswer.noContent();
            }
        };
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> path = Arrays.stream(request.getRequestURI().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
        RestAnswer answer;
        try {
            answer = route(new RestCall(request, path, json));
        } catch (Unreadable unreadable) {
            answer = RestAnswer.error(
                    unreadable.status(), "1001", "invalidInput", String.valueOf(unreadable.getMessage()));
        } catch (StoreUnavailable unavailable) {
            answer = RestAnswer.error(503, "503", "serviceUnavailable", String.valueOf(unavailable.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), bug);
            answer = RestAnswer.error(500, "500", "internalError", "the simulator has logged why");
        }
        readToTheEnd(request);
        write(answer, response);
    }

    /** What was refused unread is read all the same: the connection is closed under the caller's next request otherwise. */
    private static void readToTheEnd(HttpServletRequest request) throws IOException {
        byte[] rest = request.getInputStream().readNBytes(RestCall.MAX_BODY_BYTES);
        LOG.trace("{} bytes were left unread", rest.length);
    }

    private RestAnswer route(RestCall call) throws Unreadable {
        List<String> path = call.path();
        if (path.equals(List.of("health"))) {
            return RestAnswer.ok(Map.of("status", "UP"));
        }
        if (path.size() >= 2 && path.getFirst().equals("control")) {
            return control.answer(call, path.subList(1, path.size()));
        }
        if (path.size() >= 4 && path.subList(0, 3).equals(DEVICE)) {
            return device.answer(call, path.subList(3, path.size()));
        }
        if (path.size() >= 4 && path.subList(0, 3).equals(COVERAGE)) {
            return coverage.answer(call, path.subList(3, path.size()));
        }
        if (path.size() >= 3 && path.subList(0, 2).equals(IDENTITY)) {
            return identity.answer(call, path.subList(2, path.size()));
        }
        if (path.size() == 4 && path.subList(0, 3).equals(ES2PLUS)) {
            return profiles.answer(call, path.get(3));
        }
        for (KeyedElement element : keyed) {
            if (element.isAt(path)) {
                return element.answer(call, path);
            }
        }
        return RestAnswer.notFound("nothing is at " + call.http().getRequestURI());
    }

    private void write(RestAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        Object body = answer.body();
        if (body != null) {
            byte[] bytes = body instanceof String text
                    ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8)
                    : json.writeValueAsBytes(body);
            response.setContentType("application/json;charset=utf-8");
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
