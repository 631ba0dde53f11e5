package dialtone.simulator.soap;

import dialtone.simulator.element.Answer;
import dialtone.simulator.element.Behaviour;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.Capacity;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.ElementDesk;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.element.Work;
import dialtone.simulator.rest.Connections;
import dialtone.soap.networkelement.v1.Completion;
import dialtone.soap.networkelement.v1.Condition;
import dialtone.soap.networkelement.v1.ElementCapacity;
import dialtone.soap.networkelement.v1.ElementStatus;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.jspecify.annotations.Nullable;

/** One SOAP call from the desk to the wire: a document, or the fault for it. */
final class SoapExchange {

    private final ElementDesk desk;
    private final Documents documents;

    SoapExchange(ElementDesk desk, Documents documents) {
        this.desk = desk;
        this.documents = documents;
    }

    /** What was answered, and whether it is there already. */
    record Outcome<T>(Completion completion, T document) {}

    Documents documents() {
        return documents;
    }

    /**
     * Serves the call and reads the document of the answer.
     *
     * @throws org.apache.cxf.binding.soap.SoapFault the typed fault of a refusal; 503 when the element is down; any when the connection
     *     has been closed, for nobody reads it
     */
    <T> Outcome<T> serve(Call call, Class<T> type, Work work) {
        return outcome(desk.serve(call, work), type);
    }

    private <T> Outcome<T> outcome(Answer answer, Class<T> type) {
        return switch (answer) {
            case Answer.Done done -> new Outcome<>(Completion.DONE, documents.read(done.document(), type));
            case Answer.Accepted accepted ->
                new Outcome<>(Completion.ACCEPTED, documents.read(accepted.document(), type));
            case Answer.Refused refused -> throw SoapFaults.of(refused.refusal());
            case Answer.Down down -> throw SoapFaults.down(down.text());
            case Answer.Lost lost -> {
                Message message = PhaseInterceptorChain.getCurrentMessage();
                if (message.get(AbstractHTTPDestination.HTTP_REQUEST) instanceof HttpServletRequest request) {
                    Connections.close(request);
                }
                throw SoapFaults.down("the connection is closed, as ordered");
            }
        };
    }

    /** Is the element up, and how much room has it: it says itself when it is slow, and cannot say anything when it is down. */
    ElementStatus status(NetworkElement element) {
        record Found(boolean slow, @Nullable Capacity capacity) {}
        Found found = serve(
                        Call.question(element, "getStatus", Call.NO_KEY),
                        Found.class,
                        (books, timing) -> new Answer.Done(documents.write(new Found(
                                books.behaviour(element).mode() == Behaviour.Mode.SLOW,
                                books.capacity(element).orElse(null)))))
                .document();
        boolean slow = found.slow();
        var status = new ElementStatus();
        status.setCondition(slow ? Condition.IMPAIRED : Condition.UP);
        status.setText(slow ? element.path() + " answers slowly" : element.path() + " is up");
        if (found.capacity() != null) {
            var capacity = new ElementCapacity();
            capacity.setPlaces(found.capacity().places());
            capacity.setUsed(found.capacity().used());
            status.setCapacity(capacity);
        }
        return status;
    }
}
