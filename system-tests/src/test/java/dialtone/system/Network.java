package dialtone.system;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dialtone.load.Api;
import jakarta.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The simulated network: told how to behave, and asked what was done to it. */
public final class Network {

    private static final List<String> ELEMENTS = List.of(
            "hlr",
            "sim",
            "policy",
            "device",
            "credit",
            "coverage",
            "identity",
            "charging",
            "ota",
            "voicemail",
            "shipping",
            "smdp",
            "mail");

    /** Those that keep an entity for what an order asked of them. */
    private static final List<String> KEEPERS = List.of(
            "hlr",
            "sim",
            "policy",
            "device",
            "coverage",
            "identity",
            "charging",
            "ota",
            "voicemail",
            "shipping",
            "smdp");

    /** Those that answer a check and have no part in the line. */
    private static final Set<String> ASKED_ONCE = Set.of("coverage", "identity");

    /** Where a line works whatever its SIM, in the order of the alphabet. */
    private static final List<String> ANY_LINE = List.of("charging", "hlr", "ota", "policy", "sim", "voicemail");

    /** Where a line with an eSIM works, in the order of the alphabet. */
    public static final List<String> LINE = List.of("charging", "hlr", "ota", "policy", "sim", "smdp", "voicemail");

    /** Request ids begin with the order they are for. */
    private static final Pattern ORDER = Pattern.compile("ORD-[0-9]+");

    private static final String NORMAL = "{\"mode\": \"NORMAL\"}";

    private final Api control;

    public Network(URI simulator) {
        control = Api.anonymous(simulator);
    }

    /**
     * What an element keeps for an order.
     *
     * @param active  whether it works, and is neither ended nor gone
     * @param effects how often its state has changed
     */
    public record Entity(String element, String key, String order, JsonObject document, boolean active, int effects) {

        /** Whether it is more than the answer to a check. */
        public boolean servesALine() {
            return !ASKED_ONCE.contains(element);
        }
    }

    /**
     * That of an order for a line with an eSIM: each of its elements has done one thing, and so has each of these beside them, with a device
     * the warehouse as well; the SM-DP+ two, an order and its confirmation.
     */
    public static Map<String, Integer> onceEach(String... beside) {
        Map<String, Integer> effects = new TreeMap<>(onceEachWithCard(beside));
        if (!List.of(beside).contains("device")) {
            effects.remove("shipping");
        }
        effects.put("smdp", effectsNeededOf("smdp"));
        return effects;
    }

    /** That of an order for a line with a card, which is shipped. */
    public static Map<String, Integer> onceEachWithCard(String... beside) {
        return Stream.of(ASKED_ONCE.stream(), ANY_LINE.stream(), Stream.of("shipping"), Stream.of(beside))
                .flatMap(elements -> elements)
                .collect(Collectors.toMap(element -> element, element -> 1));
    }

    /** How many effects of an element an order needs for its line. */
    public static int effectsNeededOf(String element) {
        return element.equals("smdp") ? 2 : 1;
    }

    /** @param behaviour as the simulator's control takes it */
    public void behave(String element, String behaviour) {
        control.put(behaviour(element), "application/json", behaviour).expect(200);
    }

    /**
     * An element holds something else than it was told, and nobody has asked it for that.
     *
     * @param document fields with their values of now
     */
    public void slip(String element, String key, String document) {
        control.put(
                        "/control/" + element + "/slip",
                        "application/json",
                        "{\"key\": \"" + key + "\", \"document\": " + document + "}")
                .expect(200);
    }

    /** What the credit bureau has of a person from now on. */
    public void score(String name, int score) {
        control.put(
                        "/control/credit/score",
                        "application/json",
                        "{\"name\": \"" + name + "\", \"score\": " + score + "}")
                .expect(200);
    }

    /** The bureau finds out about the person by itself again. */
    public void forgetScore(String name) {
        control.put("/control/credit/score", "application/json", "{\"name\": \"" + name + "\"}")
                .expect(200);
    }

    /** How much an element keeps at the most; empty: without end. */
    public void limit(String element, Optional<Integer> places) {
        control.put(
                        "/control/" + element + "/capacity",
                        "application/json",
                        places.map(most -> "{\"places\": " + most + "}").orElse("{}"))
                .expect(200);
    }

    /** How much an element with a capacity keeps. */
    public int placesTaken(String element) {
        return control.get("/control/" + element + "/capacity")
                .expect(200)
                .json()
                .asJsonObject()
                .getInt("used");
    }

    public void behaveWell() {
        ELEMENTS.forEach(element -> behave(element, NORMAL));
    }

    /** Whether what was ordered of it, a number of times, has happened as often. */
    public boolean isNormal(String element) {
        return control.get(behaviour(element))
                .expect(200)
                .json()
                .asJsonObject()
                .getString("mode")
                .equals("NORMAL");
    }

    /** How often an element has been asked anything. */
    public int requests(String element) {
        return control.get("/control/" + element + "/counters")
                .expect(200)
                .json()
                .asJsonObject()
                .getInt("requests");
    }

    /** Ids of the requests that an element has taken, in their order; a question has none. */
    public List<String> requestsTaken(String element) {
        return rows("/control/" + element + "/requests?limit=100000").stream()
                .map(request -> request.getString("requestId"))
                .toList();
    }

    private static String behaviour(String element) {
        return "/control/" + element + "/behaviour";
    }

    /** The numbers that the register of subscribers holds. */
    public List<String> numbers() {
        return rows(entities("hlr")).stream()
                .map(entity -> entity.getJsonObject("document").getString("msisdn"))
                .toList();
    }

    private static String entities(String element) {
        return "/control/" + element + "/entities?limit=100000";
    }

    private List<JsonObject> rows(String path) {
        return control.get(path).expect(200).json().asJsonArray().getValuesAs(JsonObject.class);
    }

    /** What the warehouse keeps: shipments of cards and devices, and returns; each with key, state, request id and document. */
    public List<JsonObject> parcels() {
        return rows("/control/shipping/entities?limit=100000");
    }

    /** The order that a request was made for; empty when for none. */
    public static String orderOf(String requestId) {
        Matcher order = ORDER.matcher(requestId);
        return order.lookingAt() ? order.group() : "";
    }

    /**
     * The carrier takes a parcel.
     *
     * @param what iccid or imei
     */
    public void handOver(String what, String key) {
        control.put("/control/shipping/handover", "application/json", "{\"" + what + "\": \"" + key + "\"}");
    }

    /**
     * The warehouse tells of a return.
     *
     * @param event HANDED_IN or RECEIVED
     */
    public void arrive(String rma, String event) {
        control.put(
                "/control/shipping/arrival",
                "application/json",
                "{\"rma\": \"" + rma + "\", \"event\": \"" + event + "\"}");
    }

    /** How much the warehouse has to tell still. */
    public int untoldReturns() {
        return rows("/control/shipping/notices").size();
    }

    /** What the elements keep for all orders. */
    public List<Entity> entities() {
        Map<String, Integer> audit = new HashMap<>();
        for (JsonObject line : rows("/control/audit?limit=100000")) {
            audit.put(line.getString("element") + " " + line.getString("key"), line.getInt("effects"));
        }
        return KEEPERS.stream()
                .flatMap(element -> rows(entities(element)).stream().map(row -> entity(element, row, audit)))
                .toList();
    }

    private static Entity entity(String element, JsonObject row, Map<String, Integer> audit) {
        String key = row.getString("key");
        return new Entity(
                element,
                key,
                orderOf(row.getString("requestId")),
                row.getJsonObject("document"),
                row.getBoolean("active"),
                audit.getOrDefault(element + " " + key, 0));
    }

    public List<Entity> entitiesOf(String order) {
        return entities().stream()
                .filter(entity -> entity.order().equals(order))
                .toList();
    }

    /** The elements where something of an order works. */
    public Set<String> activeOf(String order) {
        return entitiesOf(order).stream()
                .filter(entity -> entity.active() && entity.servesALine())
                .map(Entity::element)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How often the state of what an order asked for has changed, by element. An element that it asked twice adds up. */
    public SortedMap<String, Integer> effectsOf(String order) {
        SortedMap<String, Integer> effects = new TreeMap<>();
        entitiesOf(order).forEach(entity -> effects.merge(entity.element(), entity.effects(), Integer::sum));
        return effects;
    }

    /** Texts of the mails to the address that tell of the order's completion. */
    public List<String> mails(String to, String order) {
        return mailsAbout(to, "Your order " + order + " is complete");
    }

    /** Texts of the mails to the address that have this subject. */
    public List<String> mailsAbout(String to, String subject) {
        return rows("/control/mails?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).stream()
                .filter(mail -> mail.getString("subject").equals(subject))
                .map(mail -> mail.getString("text"))
                .toList();
    }

    /** What the QR codes in the mails to the address with this subject say, as a telephone reads them. */
    public List<String> qrCodesAbout(String to, String subject) {
        return rows("/control/mails?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).stream()
                .filter(mail -> mail.getString("subject").equals(subject))
                .flatMap(mail -> mail.getJsonArray("pictures").getValuesAs(JsonObject.class).stream())
                .map(picture -> readCode(Base64.getDecoder().decode(picture.getString("base64"))))
                .toList();
    }

    private static String readCode(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            int width = image.getWidth();
            int height = image.getHeight();
            int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                    .getText();
        } catch (IOException | ReaderException unreadable) {
            throw new AssertionError("A telephone reads nothing from the picture", unreadable);
        }
    }

    /** A telephone loads the eSIM's profile of an order, or fails; {@code more} is what the control takes beside the ICCID. */
    public void download(String order, String more) {
        String iccid = entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("smdp"))
                .map(Entity::key)
                .findFirst()
                .orElseThrow();
        control.put("/control/smdp/download", "application/json", "{\"iccid\": \"" + iccid + "\"" + more + "}")
                .expect(200);
    }
}
