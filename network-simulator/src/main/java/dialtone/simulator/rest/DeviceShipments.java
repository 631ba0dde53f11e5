package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.Entity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Shipments of devices, each once. With {@code packWith}, the ICCID of a card that the warehouse has still and that goes to the same address,
 * both are one parcel and have its tracking number.
 */
final class DeviceShipments implements Kept {

    /** Of a device: the card that it is to be packed with. */
    static final String PACK_WITH = "packWith";

    /** Of a card: the device that it is packed with. */
    static final String PACKED_WITH = "packedWith";

    private static final String RECIPIENT = "recipient";
    private static final String TRACKING_NUMBER = "trackingNumber";
    static final Pattern IMEI = Pattern.compile("[0-9]{15}");
    private static final int MAX_TEXT = 200;

    @Override
    public NetworkElement element() {
        return NetworkElement.SHIPPING;
    }

    @Override
    public String noun() {
        return "shipment of device";
    }

    @Override
    public List<String> path() {
        return List.of("logistics", "v1", "device-shipments", "{imei}");
    }

    @Override
    public String makes() {
        return "shipDevice";
    }

    @Override
    public String shows() {
        return "getDeviceShipment";
    }

    @Override
    public String ends() {
        return "cancelDeviceShipment";
    }

    @Override
    public String state() {
        return "ORDERED";
    }

    @Override
    public boolean canBeLate() {
        return false;
    }

    @Override
    public Optional<String> problem(Map<String, String> key, ObjectNode body) {
        if (!IMEI.matcher(key.getOrDefault("imei", "")).matches()) {
            return Optional.of("the device is named by its IMEI: 15 digits");
        }
        if (RestCall.text(body, "deviceModel", MAX_TEXT).isEmpty()) {
            return Optional.of("deviceModel is mandatory");
        }
        return Shipments.addressProblem(body, RECIPIENT);
    }

    @Override
    public void complete(Books books, Documents documents, ObjectNode wanted) {
        Optional<Entity> card = RestCall.text(wanted, PACK_WITH, MAX_TEXT)
                .flatMap(iccid -> books.entity(NetworkElement.SHIPPING, iccid))
                .filter(entity -> entity.state().equals(state()));
        Optional<ObjectNode> packed = card.map(entity -> documents.read(entity.document(), ObjectNode.class))
                .filter(kept -> kept.path(RECIPIENT).equals(wanted.path(RECIPIENT)));
        String own = wanted.path("imei").asText();
        wanted.put(
                TRACKING_NUMBER,
                packed.map(kept -> kept.path(TRACKING_NUMBER).asText())
                        .orElseGet(() -> Shipments.trackingNumber("CX", own)));
        packed.ifPresentOrElse(
                kept -> books.changeDocument(card.orElseThrow(), documents.write(kept.put(PACKED_WITH, own))),
                () -> wanted.remove(PACK_WITH));
    }

    @Override
    public Optional<String> lasting(String state) {
        return state.equals(Shipments.HANDED_OVER)
                ? Optional.of("is with the carrier and cannot be called back")
                : Optional.empty();
    }
}
