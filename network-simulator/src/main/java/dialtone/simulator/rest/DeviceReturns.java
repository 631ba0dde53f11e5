package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.store.Books;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Returns of devices, by numbers that the operator gives (RMA): a label is made, and the device awaited until it comes. */
final class DeviceReturns implements Kept {

    static final String AWAITED = "AWAITED";
    static final String RECEIVED = "RECEIVED";

    private static final Pattern RMA = Pattern.compile("[A-Za-z0-9-]{1,64}");

    @Override
    public NetworkElement element() {
        return NetworkElement.SHIPPING;
    }

    @Override
    public String noun() {
        return "return";
    }

    @Override
    public List<String> path() {
        return List.of("logistics", "v1", "returns", "{rma}");
    }

    @Override
    public String makes() {
        return "orderReturn";
    }

    @Override
    public String shows() {
        return "getReturn";
    }

    @Override
    public String ends() {
        return "cancelReturn";
    }

    @Override
    public String state() {
        return AWAITED;
    }

    @Override
    public boolean canBeLate() {
        return false;
    }

    @Override
    public Optional<String> problem(Map<String, String> key, ObjectNode body) {
        if (!RMA.matcher(key.getOrDefault("rma", "")).matches()) {
            return Optional.of("a return is named by 1 to 64 letters, digits and hyphens");
        }
        if (!DeviceShipments.IMEI.matcher(body.path("imei").asText()).matches()) {
            return Optional.of("imei is mandatory: 15 digits");
        }
        return Shipments.addressProblem(body, "sender");
    }

    @Override
    public void complete(Books books, Documents documents, ObjectNode wanted) {
        wanted.put(
                "trackingNumber",
                Shipments.trackingNumber("CR", wanted.path("imei").asText()));
    }

    @Override
    public Optional<String> lasting(String state) {
        return state.equals(RECEIVED) ? Optional.of("has been received") : Optional.empty();
    }
}
