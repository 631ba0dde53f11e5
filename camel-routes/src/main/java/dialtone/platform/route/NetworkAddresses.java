package dialtone.platform.route;

import dialtone.platform.settings.Settings;
import java.util.Properties;

/** The addresses of other systems, as the properties that the routes name. */
public final class NetworkAddresses {

    /** A mail that is not taken in time is tried again with the job. */
    private static final int MAIL_TIMEOUT_MILLIS = 10_000;

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
        String sender = System.getProperty("dialtone.mail.from", "no-reply@dialtone.example");
        properties.setProperty(
                "mail.uri",
                "smtp://" + Settings.smtp() + "?from=RAW(" + sender + ")&contentType=text/html;charset=UTF-8"
                        + "&connectionTimeout=" + MAIL_TIMEOUT_MILLIS
                        + "&additionalJavaMailProperties.mail.smtp.timeout=" + MAIL_TIMEOUT_MILLIS
                        + "&additionalJavaMailProperties.mail.smtp.writetimeout=" + MAIL_TIMEOUT_MILLIS);
        return properties;
    }

    private static void element(Properties properties, String element, String path) {
        properties.setProperty("network." + element + ".uri", Settings.network(element, path));
    }
}
