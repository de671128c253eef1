"""Items in running text, each with its labels: 牵头单位：A；配合单位：B."""
