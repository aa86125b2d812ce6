"""From findings and lists to one document. Every number in it is counted here, none is typed."""
