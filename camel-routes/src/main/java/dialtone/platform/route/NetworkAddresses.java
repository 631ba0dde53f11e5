package dialtone.platform.route;

import dialtone.platform.job.JobTime;
import dialtone.platform.settings.Settings;
import java.util.Properties;

/** The addresses of other systems, as the properties that the routes name. */
public final class NetworkAddresses {

    /** Connect, greeting, sender, recipient, text, end. */
    private static final int WAITS_OF_A_MAIL = 6;

    private NetworkAddresses() {}

    /** {@code network.<element>.uri} for each element, and {@code mail.uri}; system properties of these names go first. */
    public static Properties properties() {
        Properties properties = new Properties();
        element(properties, "hlr", "/soap/subscriber-provisioning/v1");
        element(properties, "sim", "/soap/sim-management/v1");
        element(properties, "policy", "/soap/network-profile/v1");
        element(properties, "credit", "/soap/credit-check/v1");
        element(properties, "device", "/tmf-api/ServiceActivationAndConfiguration/v4");
        element(properties, "coverage", "/tmf-api/serviceQualificationManagement/v4");
        element(properties, "identity", "/identity/v1");
        element(properties, "charging", "/charging-data/v1");
        element(properties, "ota", "/ota/v1");
        element(properties, "voicemail", "/voicemail/v1");
        element(properties, "shipping", "/logistics/v1");
        element(properties, "smdp", "/gsma/rsp2/es2plus");
        // how this operator is known to its SM-DP+: an OID, here one of those for examples (ITU-T X.660)
        properties.setProperty("network.smdp.requester", System.getProperty("network.smdp.requester", "2.999.10"));
        Settings.furtherElements().forEach(element -> element(properties, element, "/" + element + "/v1"));
        long millis = JobTime.forEachOf(WAITS_OF_A_MAIL).toMillis();
        String sender = System.getProperty("dialtone.mail.from", "no-reply@dialtone.example");
        properties.setProperty(
                "mail.uri",
                "smtp://" + Settings.smtp() + "?from=RAW(" + sender
                        + ")&contentType=text/html;charset=UTF-8&useInlineAttachments=true"
                        + "&connectionTimeout=" + millis
                        + "&additionalJavaMailProperties.mail.smtp.timeout=" + millis
                        + "&additionalJavaMailProperties.mail.smtp.writetimeout=" + millis);
        return properties;
    }

    private static void element(Properties properties, String element, String path) {
        properties.setProperty("network." + element + ".uri", Settings.network(element, path));
    }
}
