/** Files of the catalogue's folder that are written in YAML: read key by key, every fault with its file, line and reason. */
package dialtone.platform.yaml;
